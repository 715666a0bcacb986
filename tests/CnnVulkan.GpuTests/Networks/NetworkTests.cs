using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Networks;

public class NetworkTests
{
    /// <summary>How much thinner networks are made to be computed by naive loops.</summary>
    private const double Thin = 1.0 / 16;

    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(n => n.Name)];

    /// <summary>Every network, thin and on a small picture that is not square, against the naive loops: the scores, and what is made of them.</summary>
    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Gives_what_the_naive_loops_give(string name)
    {
        VisionDevice device = GpuFixture.Device;
        (int height, int width) = SmallPicture(name);
        Model model = NetworkCatalog.Create(
            name, new NetworkOptions { Classes = 10, WidthMultiplier = ThinWidth(name), InputHeight = height, InputWidth = width, Seed = 5 });
        Tensor<float> picture = TestData.Random(3, [1, .. model.Inputs[0].Dimensions.Skip(1).Select(d => d!.Value)]);
        IReadOnlyDictionary<string, Tensor> expected = GraphReference.Run(model.Graph, picture);
        string[] scores = [.. model.Outputs.Select(o => ScoresOf(model.Graph, o))];
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(model.Graph, device, new WorkerOptions { Keep = scores });
            worker.SetInput("input", picture);
            worker.Schedule();
            foreach (string value in scores.Concat(model.Outputs))
            {
                string? difference = Comparator.Difference(expected[value], worker.PeekOutput(value).Readback(), 1e-4);
                Assert.True(difference is null, $"{name}, {value}: {difference}");
            }
            Assert.All(scores, s => AssertAlive(((Tensor<float>)expected[s]).Data, s));
        });
    }

    /// <summary>As in the paper: what comes out is finite, sums to one, and depends on the picture.</summary>
    [SkippableTheory]
    [InlineData("lenet5")]
    [InlineData("lenet5-relu")]
    [InlineData("cifar-resnet20")]
    [InlineData("cifar-resnet110")]
    [InlineData("squeezenet1.1")]
    [InlineData("mobilenetv2")]
    [InlineData("resnet18")]
    public void Runs_at_full_size(string name)
    {
        VisionDevice device = GpuFixture.Device;
        Model model = NetworkCatalog.Create(name);
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(model.Graph, device);
            float[] one = Run(worker, model, seed: 1), other = Run(worker, model, seed: 2);
            Assert.Equal(NetworkCatalog.Find(name)!.Classes, one.Length);
            Assert.Equal(1, one.Sum(), 1e-3);
            AssertAlive(one, name);
            Assert.NotEqual(one, other);
        });
    }

    /// <summary>What such starts show: every class is as likely as any other.</summary>
    [SkippableTheory]
    [InlineData("lenet5", WeightInitialization.Zero, 0)]
    [InlineData("vgg11", WeightInitialization.TooSmall, 1e-5)]
    public void Zero_and_too_small_weights_tell_nothing(string name, WeightInitialization initialization, double tolerance)
    {
        VisionDevice device = GpuFixture.Device;
        Model model = NetworkCatalog.Create(name, new NetworkOptions
        {
            Classes = 10,
            WidthMultiplier = name == "lenet5" ? 1 : Thin,
            Initialization = initialization,
            InputHeight = 32,
            InputWidth = 32,
        });
        using var worker = new Worker(model.Graph, device);
        Assert.All(Run(worker, model, seed: 1), p => Assert.Equal(0.1, p, tolerance + 1e-7));
    }

    private static float[] Run(Worker worker, Model model, int seed)
    {
        worker.SetInput("input", TestData.Random(seed, [1, .. model.Inputs[0].Dimensions.Skip(1).Select(d => d!.Value)]));
        worker.Schedule();
        return ((Tensor<float>)worker.PeekOutput().Readback()).Data;
    }

    /// <summary>Finite, and not all one number: a network whose signal dies out on the way would pass any comparison.</summary>
    private static void AssertAlive(float[] values, string what)
    {
        Assert.All(values, v => Assert.True(float.IsFinite(v), what));
        Assert.True(values.Max() - values.Min() > 1e-3 * values.Max(v => Math.Abs(v)), $"{what}: all values lie between {values.Min()} and {values.Max()}");
    }

    private static string ScoresOf(Graph graph, string probabilities) => graph.Nodes.Single(n => n.Outputs[0] == probabilities).Inputs[0];

    /// <summary>Where a sixteenth leaves a layer no channel, or one that dies, more.</summary>
    private static double ThinWidth(string name)
        => name.StartsWith("lenet", StringComparison.Ordinal) ? 1 : name.StartsWith("squeezenet", StringComparison.Ordinal) ? 0.25 : Thin;

    /// <summary>The least that the network takes, and wider where it takes that.</summary>
    private static (int Height, int Width) SmallPicture(string name) => name switch
    {
        "prelunet-small" => (77, 77),
        _ when name.StartsWith("prelunet", StringComparison.Ordinal) => (112, 112),
        _ when name.StartsWith("alexnet", StringComparison.Ordinal) => (67, 83),
        "zfnet" => (63, 80),
        "googlenet-aux" => (80, 96),
        _ when name.StartsWith("lenet", StringComparison.Ordinal) => (32, 36),
        _ when name.StartsWith("cifar", StringComparison.Ordinal) => (16, 24),
        _ => (32, 48),
    };
}
