using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using Xunit.Abstractions;

namespace CnnVulkan.Tests.Plans;

/// <summary>A budget in milliseconds, on a simulated clock: a game of 60 Hz that draws for 12 ms, and VGG-16 in what is left.</summary>
public class SliceCutterTests(ITestOutputHelper output)
{
    private const double Drawing = 12, Budget = 3, Slack = 1;

    private static readonly Lazy<Plan> Vgg16 = new(() =>
    {
        Model model = NetworkCatalog.Create("vgg16");
        return new Planner(TestProfiles.Gpu).Plan(model.Graph, new Dictionary<string, TensorInfo> { ["input"] = new(new TensorShape(1, 3, 224, 224), ElementType.Float32) });
    });

    /// <summary>
    /// A GPU that is faster or slower than guessed by another factor for each kernel and dispatch, whose times scatter, from the first frame on: frames stay
    /// within a millisecond of what was asked for, and the budget is used.
    /// </summary>
    [Theory]
    [InlineData(0.02, 0.05, 2)]
    [InlineData(0.1, 0.1, 2)]
    [InlineData(0.1, 0.1, 8)]
    [InlineData(0.3, 0.1, 4)]
    [InlineData(1, 0.05, 2)]
    [InlineData(2.5, 0.1, 2)]
    public void Frames_keep_to_the_budget(double speed, double noise, double kernelFactor)
    {
        SliceStep[] steps = SliceStep.Of(Vgg16.Value, TestProfiles.Gpu, 4000);
        foreach (int seed in Enumerable.Range(1, 5))
        {
            var random = new Random(seed);
            Dictionary<int, double> kernels = steps.Select(s => s.Kind).Distinct().ToDictionary(k => k, _ => Math.Pow(kernelFactor, 2 * random.NextDouble() - 1));
            double[] real = [.. steps.Select(s => s.Guess * speed * kernels[s.Kind] * Math.Pow(2, random.NextDouble() - 0.5))];
            SliceSimulation simulation = new SliceSimulation(new SliceCutter(steps, isTimed: true), Takes, seed).Run(12, Drawing, Budget);
            double first = simulation.Frames.Take(simulation.Runs[0]).Max(), all = SliceSimulation.Percentile(simulation.Frames, 99);
            int least = (int)Math.Ceiling(real.Sum() / Budget);
            output.WriteLine($"x{speed} ±{noise:P0}: whole {real.Sum():0.0} ms, frames {string.Join(" ", simulation.Runs)} (at least {least}), "
                + $"p50 {SliceSimulation.Percentile(simulation.Frames, 50):0.00}, p99 {all:0.00}, most {simulation.Frames.Max():0.00}; of the first run {first:0.00}");
            Assert.InRange(all, Drawing, Drawing + Budget + Slack);
            // Of hundreds of frames whose noise is three tenths of a millisecond.
            Assert.InRange(first, Drawing, Drawing + Budget + 2 * Slack);
            Assert.InRange(simulation.Runs[^1], least, least * 1.35 + 1);

            double Takes(SlicePart part, double normal) => Math.Max(0.2, 1 + noise * normal) * (0.01 + real[part.Step] * part.Share);
        }
    }

    /// <summary>A dispatch of 9 ms, of which nobody knew.</summary>
    [Fact]
    public void A_dispatch_of_nine_milliseconds_goes_in_bands()
    {
        SliceStep[] steps = [new(0, 0.05, 1), new(1, 1, 400), new(1, 1, 4000), new(2, 0.3, 50), new(0, 0.02, 1)];
        double[] real = [0.1, 0.8, 9, 0.5, 0.05];
        SliceSimulation simulation = new SliceSimulation(new SliceCutter(steps, isTimed: true), Takes, 1).Run(200, Drawing, Budget);
        output.WriteLine($"frames {string.Join(" ", simulation.Runs.Take(8))}, p99 {SliceSimulation.Percentile(simulation.Frames, 99):0.00}, most {simulation.Frames.Max():0.00}");
        Assert.InRange(SliceSimulation.Percentile(simulation.Frames, 99), Drawing, Drawing + Budget + Slack);
        Assert.InRange(simulation.Runs[^1], 4, 6);
        Assert.Empty(simulation.Over);

        double Takes(SlicePart part, double normal) => Math.Max(0.2, 1 + 0.1 * normal) * (0.01 + real[part.Step] * part.Share);
    }

    /// <summary>One that cannot be cut goes by itself, and is told.</summary>
    [Fact]
    public void What_cannot_be_cut_goes_by_itself_and_is_told()
    {
        SliceStep[] steps = [new(1, 1, 400), new(2, 1, 1), new(1, 1, 400)];
        double[] real = [1, 9, 1];
        SliceSimulation simulation = new SliceSimulation(new SliceCutter(steps, isTimed: true), (part, _) => real[part.Step] * part.Share, 1).Run(10, Drawing, Budget);
        Assert.Equal(3, simulation.Runs[^1]);
        Assert.Equal([1], simulation.Over.Keys);
        Assert.Equal(9, simulation.Over[1]);
    }

    /// <summary>
    /// A dispatch of 64 workgroups on a GPU that runs all of them beside each other takes 5 ms, and so does any band of it. It is not cut to pieces for nothing.
    /// </summary>
    [Fact]
    public void A_dispatch_that_gains_nothing_is_not_cut_for_long()
    {
        SliceStep[] steps = [new(1, 2, 64), new(2, 1, 4000)];
        SliceSimulation simulation = new SliceSimulation(new SliceCutter(steps, isTimed: true), Takes, 1).Run(30, Drawing, Budget);
        output.WriteLine($"frames {string.Join(" ", simulation.Runs)}");
        Assert.All(simulation.Runs.Skip(10), frames => Assert.InRange(frames, 2, 4));
        Assert.Equal([0], simulation.Over.Keys);

        static double Takes(SlicePart part, double normal) => (1 + 0.05 * normal) * (part.Step == 0 ? 5 : 0.01 + part.Share);
    }

    /// <summary>One slow frame, or a GPU that turns its clock down for good.</summary>
    [Fact]
    public void A_disturbance_is_forgotten_and_a_slower_clock_is_learned()
    {
        SliceStep[] steps = [.. Enumerable.Range(0, 40).Select(_ => new SliceStep(1, 0.5, 1000))];
        int slice = 0;
        double clock = 1;
        var cutter = new SliceCutter(steps, isTimed: true);
        var simulation = new SliceSimulation(cutter, (part, normal) => (1 + 0.05 * normal) * clock * part.Share * (++slice % 500 == 0 ? 20 : 1), 1);
        simulation.Run(30, Drawing, Budget);
        Assert.InRange(simulation.Runs.Skip(5).Max(), 14, 19);
        clock = 2;
        simulation.Run(10, Drawing, Budget);
        Assert.InRange(SliceSimulation.Percentile(simulation.Frames.TakeLast(simulation.Runs.TakeLast(5).Sum()), 95), Drawing, Drawing + Budget + Slack);
        Assert.InRange(simulation.Runs[^1], 27, 36);
    }

    /// <summary>Without time stamps guesses are all there is, and they are slow enough.</summary>
    [Fact]
    public void Guesses_are_taken_as_they_are_where_nothing_can_be_timed()
    {
        SliceStep[] steps = [new(1, 2, 100), new(1, 7, 100)];
        var cutter = new SliceCutter(steps, isTimed: false);
        cutter.Begin(0);
        var slices = new List<string>();
        while (!cutter.IsAtEnd)
        {
            cutter.BeginSlice(Budget);
            string parts = "";
            while (cutter.TryNext(out SlicePart part))
                parts += $"{part.Step}:{part.Start}+{part.Units} ";
            slices.Add(parts.Trim());
        }
        Assert.Equal(["0:0+100 1:0+14", "1:14+42", "1:56+42", "1:98+2"], slices);
    }

    [Fact]
    public void A_budget_of_zero_is_one_dispatch_with_the_copies_around_it()
    {
        var cutter = new SliceCutter([new(0, 1, 1), new(1, 5, 100), new(1, 5, 100), new(0, 1, 1)], isTimed: true);
        cutter.Begin(0);
        var slices = new List<int[]>();
        while (!cutter.IsAtEnd)
        {
            cutter.BeginSlice(0);
            var parts = new List<int>();
            while (cutter.TryNext(out SlicePart part))
            {
                Assert.Equal(1, part.Share);
                parts.Add(part.Step);
            }
            slices.Add([.. parts]);
        }
        Assert.Equal([[0, 1], [2, 3]], slices);
    }
}
