using System;

namespace Silk.NET.Core;

/// <summary>A truth value in four bytes, as C interfaces pass it: zero is false, anything else true.</summary>
internal readonly struct Bool32 : IEquatable<Bool32>, IEquatable<bool>, IEquatable<uint>
{
    public Bool32(bool value) => Value = value ? 1u : 0u;

    public Bool32(uint value) => Value = value;

    public uint Value { get; }

    public static implicit operator bool(Bool32 value) => value.Value != 0;

    public static implicit operator Bool32(bool value) => new(value);

    public static implicit operator uint(Bool32 value) => value.Value;

    public static implicit operator Bool32(uint value) => new(value);

    public bool Equals(Bool32 other) => (Value != 0) == (other.Value != 0);

    public bool Equals(bool other) => (Value != 0) == other;

    public bool Equals(uint other) => Value == other;

    public override bool Equals(object? obj) => obj switch
    {
        Bool32 other => Equals(other),
        bool other => Equals(other),
        uint other => Equals(other),
        _ => false,
    };

    public override int GetHashCode() => (Value != 0).GetHashCode();

    public override string ToString() => (Value != 0).ToString();
}
