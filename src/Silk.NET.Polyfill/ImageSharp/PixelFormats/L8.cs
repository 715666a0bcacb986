using System;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A luminance, one byte.</summary>
internal struct L8 : IPixel<L8>
{
    public L8(byte luminance) => PackedValue = luminance;

    public byte PackedValue { readonly get; set; }

    public static bool operator ==(L8 left, L8 right) => left.PackedValue == right.PackedValue;

    public static bool operator !=(L8 left, L8 right) => !(left == right);

    // ITU-R BT.709 weights, rounded, as ImageSharp has them.
    void IPixel<L8>.FromRgba32(Rgba32 source) =>
        PackedValue = (byte)((source.R * 0.2126f) + (source.G * 0.7152f) + (source.B * 0.0722f) + 0.5f);

    readonly void IPixel<L8>.ToRgba32(ref Rgba32 dest) => dest = new Rgba32(PackedValue, PackedValue, PackedValue);

    readonly bool IEquatable<L8>.Equals(L8 other) => this == other;

    public override readonly bool Equals(object? obj) => obj is L8 other && this == other;

    public override readonly int GetHashCode() => PackedValue;

    public override readonly string ToString() => FormattableString.Invariant($"L8({PackedValue})");
}
