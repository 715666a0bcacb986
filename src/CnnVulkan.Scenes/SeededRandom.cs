using System.Numerics;

namespace CnnVulkan.Scenes;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET: SplitMix64 (Steele, Lea and Flood 2014).
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A seed for one of many things, so that each is drawn the same however many there are.</summary>
    public static ulong SeedOf(ulong seed, ulong index) => new SeededRandom(seed ^ new SeededRandom(index).Next()).Next();

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public float Between(float least, float most) => least + (most - least) * Unit();

    /// <summary>From 0 up to but not including <paramref name="count"/>.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    public bool Chance(float probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Even over all directions.</summary>
    public Vector3 Direction()
    {
        float height = Between(-1, 1);
        (float sine, float cosine) = MathF.SinCos(Between(0, MathF.Tau));
        float radius = MathF.Sqrt(1 - height * height);
        return new Vector3(radius * cosine, height, radius * sine);
    }
}
