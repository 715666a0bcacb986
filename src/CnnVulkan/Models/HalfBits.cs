namespace CnnVulkan.Models;

/// <summary>16-bit reals as bits; .NET's own type is not in netstandard2.1.</summary>
internal static class HalfBits
{
    /// <summary>IEEE 754 binary16 to 32 bits, exact.</summary>
    public static float ToSingle(ushort half)
    {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7FFF;
        int bits = magnitude switch
        {
            // Infinity and NaN: all exponent bits set, the payload kept.
            >= 0x7C00 => 0x7F800000 | (magnitude << 13),
            // Normal: the exponent's bias grows from 15 to 127.
            >= 0x0400 => (magnitude << 13) + ((127 - 15) << 23),
            // Subnormal or zero: a whole number of steps of 2^-24.
            _ => BitConverter.SingleToInt32Bits(magnitude * (1f / (1 << 24))),
        };
        return BitConverter.Int32BitsToSingle(sign | bits);
    }

    /// <summary>bfloat16, the upper half of a 32-bit real, to 32 bits.</summary>
    public static float BFloatToSingle(ushort upper) => BitConverter.Int32BitsToSingle(upper << 16);
}
