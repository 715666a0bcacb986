using CnnVulkan.Dispatching;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests;

namespace CnnVulkan.GpuTests.Tuning;

public sealed class KernelTunerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Tries_every_way_and_keeps_what_it_found_for_later()
    {
        _ = GpuFixture.Device;
        Graph graph = TwoConvolutions();
        IReadOnlyList<TunedLayer> layers;
        using (VisionDevice device = Open())
        {
            layers = KernelTuner.Run(graph, device);
            // Both convolutions are the same layer.
            TunedLayer layer = Assert.Single(layers);
            Assert.True(layer.Ways.Count >= 2);
            Assert.All(layer.Ways.Values, time => Assert.True(time > 0));
            Assert.True(layer.Milliseconds <= layer.RuleMilliseconds);
            Assert.Empty(device.ValidationMessages);
        }
        // What is a matter of chance on a busy machine is decided here.
        TunedLayer decided = layers[0] with { Choice = layers[0].Ways.Keys.Last() };
        using (VisionDevice device = Open())
            device.Tuning.Add([decided]);
        string file = Assert.Single(Directory.GetFiles(_folder.Root, "tuning-*.json"));
        using (VisionDevice device = Open())
            Assert.Equal(decided.Choice, Choice(device, graph));

        File.WriteAllText(file, File.ReadAllText(file).Replace("\"shaders\": \"", "\"shaders\": \"0"));
        using (VisionDevice device = Open())
            Assert.NotEqual(decided.Choice, Choice(device, graph));
        File.WriteAllText(file, "{ \"layers\": [");
        using (VisionDevice device = Open())
            Assert.NotEqual(decided.Choice, Choice(device, graph));
    }

    /// <summary>A tuned plan must compute the same as an untuned one, whichever way won.</summary>
    [SkippableTheory]
    [InlineData(Precision.Float32, 1e-4)]
    [InlineData(Precision.Float16, 2e-2)]
    public void Every_way_computes_the_same(Precision precision, double tolerance)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(precision == Precision.Float16 && !device.Limits.Storage16Bit, "The device has no 16-bit storage.");
        Graph graph = TwoConvolutions();
        TunedLayer layer = Assert.Single(KernelTuner.Run(graph, device, new WorkerOptions { Precision = precision }));
        device.Tuning.Add([layer with { Choice = null }]);
        Tensor<float> input = TestData.Random(3, 1, 20, 13, 11);
        Tensor expected = Run(graph, device, precision, input);
        try
        {
            foreach (Way way in layer.Ways.Where(c => !double.IsInfinity(c.Value)).Select(c => c.Key))
            {
                device.Tuning.Add([layer with { Choice = way }]);
                Assert.True(Comparator.Difference(expected, Run(graph, device, precision, input), tolerance) is null, $"{way}");
            }
        }
        finally
        {
            device.Tuning.Add([layer with { Choice = null }]);
        }
    }

    private static Tensor Run(Graph graph, VisionDevice device, Precision precision, Tensor<float> input)
    {
        using var worker = new Worker(graph, device, new WorkerOptions { Precision = precision });
        worker.SetInput(input);
        worker.Schedule();
        return worker.PeekOutput().Readback();
    }

    private static Way? Choice(VisionDevice device, Graph graph)
    {
        TypedGraph typed = new Planner(device.Profile).Prepare(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(1, 20, 13, 11), ElementType.Float32) });
        return device.Tuning.Choices.Find(typed.Nodes.First(n => n.Operator is ITunable), typed.Values, Precision.Float32);
    }

    private static Graph TwoConvolutions()
    {
        Node Convolution(string name, string input, string weights, string output)
            => new(name, new Conv(new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1])), [input, weights], [output]);
        return new Graph(
            "two", [new GraphInput("x", ElementType.Float32, [1, 20, 13, 11])], ["z"], [Convolution("first", "x", "w", "y"), Convolution("second", "y", "v", "z")],
            new Dictionary<string, Tensor> { ["w"] = TestData.Random(1, 20, 20, 3, 3), ["v"] = TestData.Random(2, 20, 20, 3, 3) });
    }

    private VisionDevice Open() => VisionDevice.Create(GpuFixture.Options with { CacheDirectory = _folder.Root });
}
