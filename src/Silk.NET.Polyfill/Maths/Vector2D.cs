using System;

namespace Silk.NET.Maths;

/// <summary>Two numbers.</summary>
internal struct Vector2D<T> : IEquatable<Vector2D<T>>
    where T : unmanaged, IFormattable, IEquatable<T>, IComparable<T>
{
    public T X;

    public T Y;

    public Vector2D(T value) => (X, Y) = (value, value);

    public Vector2D(T x, T y) => (X, Y) = (x, y);

    public static Vector2D<T> Zero => default;

    public static bool operator ==(Vector2D<T> left, Vector2D<T> right) => ((IEquatable<Vector2D<T>>)left).Equals(right);

    public static bool operator !=(Vector2D<T> left, Vector2D<T> right) => !(left == right);

    // Explicit: a public one is not in the list of the real API's members.
    readonly bool IEquatable<Vector2D<T>>.Equals(Vector2D<T> other) => X.Equals(other.X) && Y.Equals(other.Y);

    public override readonly bool Equals(object? obj) => obj is Vector2D<T> other && this == other;

    public override readonly int GetHashCode() => HashCode.Combine(X, Y);

    public override readonly string ToString() => $"<{X}, {Y}>";
}
