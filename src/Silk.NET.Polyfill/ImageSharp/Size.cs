using System;

namespace SixLabors.ImageSharp;

/// <summary>A width and a height in pixels.</summary>
internal struct Size : IEquatable<Size>
{
    public Size(int width, int height) => (Width, Height) = (width, height);

    public int Width { readonly get; set; }

    public int Height { readonly get; set; }

    public static bool operator ==(Size left, Size right) => left.Equals(right);

    public static bool operator !=(Size left, Size right) => !left.Equals(right);

    public readonly void Deconstruct(out int width, out int height) => (width, height) = (Width, Height);

    public readonly bool Equals(Size other) => Width == other.Width && Height == other.Height;

    public override readonly bool Equals(object? obj) => obj is Size other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Width, Height);

    public override readonly string ToString() => FormattableString.Invariant($"Size [ Width={Width}, Height={Height} ]");
}
