using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Red, green, blue and alpha, a byte each, in this order in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Rgba32 : IPixel<Rgba32>
{
    public byte R;
    public byte G;
    public byte B;
    public byte A;

    public Rgba32(byte r, byte g, byte b)
        : this(r, g, b, byte.MaxValue)
    {
    }

    public Rgba32(byte r, byte g, byte b, byte a) => (R, G, B, A) = (r, g, b, a);

    public Rgba32(uint packed)
        : this() => PackedValue = packed;

    public Rgb24 Rgb
    {
        readonly get => new(R, G, B);
        set => (R, G, B) = (value.R, value.G, value.B);
    }

    public uint PackedValue
    {
        readonly get => Unsafe.BitCast<Rgba32, uint>(this);
        set => this = Unsafe.BitCast<uint, Rgba32>(value);
    }

    public static bool operator ==(Rgba32 left, Rgba32 right) => left.PackedValue == right.PackedValue;

    public static bool operator !=(Rgba32 left, Rgba32 right) => !(left == right);

    void IPixel<Rgba32>.FromRgba32(Rgba32 source) => this = source;

    readonly void IPixel<Rgba32>.ToRgba32(ref Rgba32 dest) => dest = this;

    readonly bool IEquatable<Rgba32>.Equals(Rgba32 other) => this == other;

    public override readonly bool Equals(object? obj) => obj is Rgba32 other && this == other;

    public override readonly int GetHashCode() => PackedValue.GetHashCode();

    public override readonly string ToString() => FormattableString.Invariant($"Rgba32({R}, {G}, {B}, {A})");
}
