using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Plans;

/// <summary>
/// A host of 60 Hz and its GPU, on a clock that is only counted: each frame draws for so long and gives a network a slice behind it. The slice's times are
/// told when its frame has ended, two frames later.
/// </summary>
/// <param name="cutter">What cuts.</param>
/// <param name="takes">Milliseconds of a part on the GPU: the step, its share, and a random number of the standard normal distribution.</param>
/// <param name="seed">Of the noise.</param>
internal sealed class SliceSimulation(SliceCutter cutter, Func<SlicePart, double, double> takes, int seed)
{
    private const int Latency = 2;

    private readonly Random _random = new(seed);
    private readonly Queue<List<(SlicePart Part, double Milliseconds)>> _underWay = new();

    /// <summary>GPU milliseconds of each frame.</summary>
    public List<double> Frames { get; } = [];

    /// <summary>How many frames each run took.</summary>
    public List<int> Runs { get; } = [];

    /// <summary>The longest part that was as small as can be, with its frame's budget passed; by step.</summary>
    public Dictionary<int, double> Over { get; } = [];

    /// <summary>Runs the network until it has come to its end so many times.</summary>
    public SliceSimulation Run(int runs, double drawing, double budget)
    {
        for (int run = 0; run < runs; run++)
        {
            cutter.Begin(0);
            int frames = 0;
            for (; !cutter.IsAtEnd; frames++)
            {
                Assert.True(frames < 100_000, "A run does not end.");
                Frames.Add(drawing + Slice(budget));
            }
            Runs.Add(frames);
        }
        return this;
    }

    /// <summary>The time that so many of a hundred frames do not pass.</summary>
    public static double Percentile(IEnumerable<double> frames, double percent)
    {
        double[] sorted = [.. frames.Order()];
        return sorted[Math.Min((int)(sorted.Length * percent / 100), sorted.Length - 1)];
    }

    private double Slice(double budget)
    {
        if (_underWay.Count == Latency)
        {
            foreach ((SlicePart part, double milliseconds) in _underWay.Dequeue())
                cutter.Learn(part, milliseconds);
        }
        cutter.BeginSlice(budget);
        var parts = new List<(SlicePart, double)>();
        double sum = 0;
        while (cutter.TryNext(out SlicePart part))
        {
            double milliseconds = takes(part, Normal());
            parts.Add((part, milliseconds));
            sum += milliseconds;
            if (part.IsLeast && milliseconds > budget)
                Over[part.Step] = Math.Max(milliseconds, Over.GetValueOrDefault(part.Step));
        }
        _underWay.Enqueue(parts);
        return sum;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
