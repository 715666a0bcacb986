namespace CnnVulkan.Operators;

/// <summary>
/// Draws which elements a dropout keeps, from the generator that ONNX's expected results come from: the Mersenne Twister MT19937
/// (Matsumoto and Nishimura, 1998) seeded with one integer, two outputs per real number in [0, 1).
/// </summary>
internal static class DropoutMask
{
    private const int StateSize = 624;

    private const int MiddleWord = 397;

    /// <summary>True where an element is kept.</summary>
    public static Tensor<bool> Draw(int seed, float ratio, TensorShape shape)
    {
        uint[] state = Seeded(unchecked((uint)seed));
        int next = StateSize;
        var kept = new bool[shape.Count];
        for (int i = 0; i < kept.Length; i++)
        {
            // 27 and 26 bits make the 53 of a double.
            double high = Next(state, ref next) >> 5, low = Next(state, ref next) >> 6;
            kept[i] = (high * (1 << 26) + low) / (1L << 53) >= ratio;
        }
        return new Tensor<bool>(shape, kept);
    }

    private static uint[] Seeded(uint seed)
    {
        var state = new uint[StateSize];
        state[0] = seed;
        for (uint i = 1; i < StateSize; i++)
            state[i] = unchecked(1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i);
        return state;
    }

    private static uint Next(uint[] state, ref int next)
    {
        if (next == StateSize)
        {
            Twist(state);
            next = 0;
        }
        uint y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    private static void Twist(uint[] state)
    {
        for (int i = 0; i < StateSize; i++)
        {
            uint y = (state[i] & 0x80000000u) | (state[(i + 1) % StateSize] & 0x7fffffffu);
            state[i] = state[(i + MiddleWord) % StateSize] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908b0dfu : 0);
        }
    }
}
