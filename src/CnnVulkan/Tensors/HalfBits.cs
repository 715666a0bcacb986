namespace CnnVulkan;

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

    /// <summary>32 bits to IEEE 754 binary16, rounded to nearest, ties to even.</summary>
    public static ushort FromSingle(float value)
    {
        uint bits = unchecked((uint)BitConverter.SingleToInt32Bits(value));
        uint sign = (bits >> 16) & 0x8000;
        uint magnitude = bits & 0x7FFFFFFF;
        // From 65520 on the nearest is infinity. NaN stays NaN, quiet, with what fits of its payload.
        if (magnitude >= 0x477FF000)
            return (ushort)(sign | (magnitude > 0x7F800000 ? 0x7E00 | ((magnitude >> 13) & 0x1FF) : 0x7C00));
        // Below 2^-14 numbers are subnormal: multiples of 2^-24. Adding 0.5 makes the processor round at that place.
        if (magnitude < 0x38800000)
        {
            float shifted = BitConverter.Int32BitsToSingle(unchecked((int)magnitude)) + 0.5f;
            return (ushort)(sign | (uint)(BitConverter.SingleToInt32Bits(shifted) - 0x3F000000));
        }
        // Rebias the exponent by 127 - 15 and round the 13 bits that go: half, less one where the result would be odd already.
        uint odd = (magnitude >> 13) & 1;
        return (ushort)(sign | ((magnitude - 0x38000000 + 0xFFF + odd) >> 13));
    }

    /// <summary>bfloat16, the upper half of a 32-bit real, to 32 bits.</summary>
    public static float BFloatToSingle(ushort upper) => BitConverter.Int32BitsToSingle(upper << 16);
}
