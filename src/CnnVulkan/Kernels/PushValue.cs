namespace CnnVulkan.Kernels;

/// <summary>Four bytes pushed to a kernel; converts from uint, int and float and remembers which.</summary>
public readonly struct PushValue
{
    private PushValue(uint bits, bool isFloat)
    {
        Bits = bits;
        IsFloat = isFloat;
    }

    /// <summary>The four bytes.</summary>
    public uint Bits { get; }

    /// <summary>Whether they are a float.</summary>
    public bool IsFloat { get; }

    /// <summary>An unsigned integer.</summary>
    public static implicit operator PushValue(uint value) => new(value, false);

    /// <summary>A signed integer, in two's complement.</summary>
    public static implicit operator PushValue(int value) => new(unchecked((uint)value), false);

    /// <summary>A real number.</summary>
    public static implicit operator PushValue(float value) => new(unchecked((uint)BitConverter.SingleToInt32Bits(value)), true);
}
