using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Fuzz;

/// <summary>Choices that a seed decides. How many rounds a fuzz test plays, and from which seed on, the environment may say.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The seeds to play: few by default, CNNVULKAN_FUZZ_ROUNDS for a long run, from CNNVULKAN_FUZZ_SEED on.</summary>
    public static IEnumerable<int> Seeds(int rounds)
    {
        int Setting(string name, int @default) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : @default;
        return Enumerable.Range(Setting("CNNVULKAN_FUZZ_SEED", 0), Setting("CNNVULKAN_FUZZ_ROUNDS", rounds));
    }

    /// <summary>Plays a round for each seed; says which seeds fail and why.</summary>
    public static void Play(int rounds, Func<int, string?> round)
    {
        var failures = new List<string>();
        foreach (int seed in Seeds(rounds))
        {
            if (round(seed) is { } failure)
                failures.Add($"seed {seed}: {failure}");
        }
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    /// <summary>A number in [low, high].</summary>
    public int From(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public float Real(float low, float high) => low + (high - low) * (float)_random.NextDouble();

    /// <summary>As many numbers in [low, high].</summary>
    public int[] Several(int count, int low, int high) => Enumerable.Range(0, count).Select(_ => From(low, high)).ToArray();

    /// <summary>The numbers 0 to count - 1 in any order.</summary>
    public int[] Shuffled(int count) => Enumerable.Range(0, count).OrderBy(_ => _random.Next()).ToArray();

    /// <summary>Elements in [low, high).</summary>
    public Tensor<float> Tensor(float low, float high, params int[] shape) => TestData.Uniform(_random.Next(1 << 20), low, high, shape);

    /// <summary>Elements in [-1, 1).</summary>
    public Tensor<float> Tensor(params int[] shape) => Tensor(-1f, 1f, shape);
}
