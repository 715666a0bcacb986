using System;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Red, green and blue, a byte each, in this order in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Rgb24 : IPixel<Rgb24>
{
    public byte R;
    public byte G;
    public byte B;

    public Rgb24(byte r, byte g, byte b) => (R, G, B) = (r, g, b);

    public static bool operator ==(Rgb24 left, Rgb24 right) => left.R == right.R && left.G == right.G && left.B == right.B;

    public static bool operator !=(Rgb24 left, Rgb24 right) => !(left == right);

    void IPixel<Rgb24>.FromRgba32(Rgba32 source) => this = source.Rgb;

    readonly void IPixel<Rgb24>.ToRgba32(ref Rgba32 dest) => dest = new Rgba32(R, G, B);

    readonly bool IEquatable<Rgb24>.Equals(Rgb24 other) => this == other;

    public override readonly bool Equals(object? obj) => obj is Rgb24 other && this == other;

    public override readonly int GetHashCode() => HashCode.Combine(R, G, B);

    public override readonly string ToString() => FormattableString.Invariant($"Rgb24({R}, {G}, {B})");
}
