namespace CnnVulkan.Training;

/// <summary>
/// Random numbers by place instead of by order: each stream is begun from the training's seed, the epoch, the sample and the purpose, so
/// a sample is changed the same way whichever thread does it, and wherever a training was resumed. SplitMix64 (Steele, Lea and Flood 2014).
/// </summary>
internal struct SampleRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    public SampleRandom(ulong seed, int epoch, int sample, int purpose)
    {
        // A finaliser between the parts: neighbours in one of them share nothing.
        _state = Mix(seed + Step);
        _state = Mix(_state ^ (ulong)(uint)epoch);
        _state = Mix(_state + Step ^ (ulong)(uint)sample << 8 ^ (ulong)(uint)purpose << 48);
    }

    public ulong Next() => Mix(_state += Step);

    /// <summary>From 0 up to but not including 1.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public float Between(float least, float most) => least + (most - least) * Unit();

    /// <summary>From 0 up to but not including <paramref name="count"/>.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    public bool Coin() => (long)Next() < 0;

    /// <summary>
    /// Nearly Gaussian with mean 0 and deviation 1: the sum of four uniform numbers out of one draw. Its tails end at 3.46, which noise on
    /// pictures does not miss, and it needs neither logarithm nor cosine, which differ between machines.
    /// </summary>
    public float Noise()
    {
        ulong bits = Next();
        int sum = (int)(bits & 0xFFFF) + (int)(bits >> 16 & 0xFFFF) + (int)(bits >> 32 & 0xFFFF) + (int)(bits >> 48);
        // Each part has mean 32767.5 and deviation 65536 / √12; four have twice that deviation.
        return (sum - 131070) * (1.7320508f / 65536);
    }

    /// <summary>From the beta distribution with both parameters <paramref name="alpha"/>, by Jöhnk's method: rejection from powers of uniform numbers.</summary>
    public float Beta(float alpha)
    {
        // Powers underflow for tiny parameters, where the distribution is 0 or 1 anyway; large ones are nearly always one half.
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            double a = Math.Pow(Unit(), 1.0 / alpha), b = Math.Pow(Unit(), 1.0 / alpha);
            if (a + b is > 0 and <= 1)
                return (float)(a / (a + b));
        }
        return 0.5f;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
