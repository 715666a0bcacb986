namespace CnnVulkan.Dispatching;

/// <summary>Converts between 32-bit and 16-bit floats, rounding to nearest, ties to even (IEEE 754-2008). .NET's own type is not in netstandard2.1.</summary>
internal static class Float16Bits
{
    public static ushort FromFloat(float value)
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

    public static float ToFloat(ushort half)
    {
        uint sign = (uint)(half & 0x8000) << 16;
        uint exponent = (uint)(half >> 10) & 0x1F;
        uint mantissa = (uint)half & 0x3FF;
        if (exponent == 0)
        {
            float value = mantissa * (1f / (1 << 24));
            return sign == 0 ? value : -value;
        }
        uint bits = exponent == 31 ? 0x7F800000 | (mantissa << 13) : ((exponent + 112) << 23) | (mantissa << 13);
        return BitConverter.Int32BitsToSingle(unchecked((int)(sign | bits)));
    }
}
