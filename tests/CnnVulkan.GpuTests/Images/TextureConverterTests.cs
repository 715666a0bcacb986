using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Images;

public class TextureConverterTests
{
    private static readonly Preprocessing Small = Preprocessing.Default with { ShortestEdge = 12, CropWidth = 9, CropHeight = 7 };

    /// <summary>More picture sizes than a worker keeps plans: the ones dropped must not be read from afterwards.</summary>
    [SkippableFact]
    public void Pictures_of_many_sizes_reach_the_network_on_the_GPU()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var worker = new Worker(Negation(), device);
            Plan? plan = null;
            foreach ((int width, int height) in new[] { (20, 30), (31, 17), (9, 9), (64, 50), (20, 30), (13, 77) })
            {
                ImageView image = PreprocessImageTests.Noise(width, height);
                worker.SetInput("x", converter.ToTensor(image));
                worker.Schedule();
                Tensor expected = Negated(PreprocessImageReference.Run(image, Small));
                Assert.Null(Comparator.Difference(expected, worker.PeekOutput().Readback(), 1e-5));
                plan ??= worker.Plan;
                Assert.Same(plan, worker.Plan);
            }
        });
    }

    [SkippableFact]
    public void A_network_may_be_disposed_before_or_after_its_source()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            foreach (bool sourceFirst in new[] { true, false })
            {
                var converter = new TextureConverter(device, Small);
                var worker = new Worker(Negation(), device);
                worker.SetInput("x", converter.ToTensor(PreprocessImageTests.Noise(20, 20)));
                worker.Schedule();
                (sourceFirst ? (IDisposable)converter : worker).Dispose();
                (sourceFirst ? (IDisposable)worker : converter).Dispose();
            }
        });
    }

    [SkippableFact]
    public void A_later_picture_does_not_change_a_run_scheduled_before()
    {
        VisionDevice device = GpuFixture.Device;
        using var converter = new TextureConverter(device, Small);
        using var worker = new Worker(Negation(), device);
        ImageView first = PreprocessImageTests.Noise(20, 20);
        worker.SetInput("x", converter.ToTensor(first));
        worker.Schedule();
        converter.ToTensor(PreprocessImageTests.Noise(30, 20));
        Assert.Null(Comparator.Difference(Negated(PreprocessImageReference.Run(first, Small)), worker.PeekOutput().Readback(), 1e-5));
    }

    [SkippableFact]
    public void A_worker_of_another_precision_refuses_the_tensor()
    {
        VisionDevice device = GpuFixture.Device;
        Skip.IfNot(device.Limits.Storage16Bit, "The device does not store 16-bit reals.");
        using var converter = new TextureConverter(device, Small, Precision.Float16);
        using var worker = new Worker(Negation(), device);
        var error = Assert.Throws<ShapeException>(() => worker.SetInput("x", converter.ToTensor(PreprocessImageTests.Noise(20, 20))));
        Assert.Contains("precision", error.Message);
    }

    private static Graph Negation()
    {
        var neg = OperatorCatalog.Factories["Neg"](new NodeAttributes("neg", 13, 1, 1, new Dictionary<string, object>()));
        return new Graph("negation", [new GraphInput("x", ElementType.Float32, [1, 3, 7, 9])], ["y"], [new Node("neg", neg, ["x"], ["y"])], new Dictionary<string, Tensor>());
    }

    private static Tensor<float> Negated(Tensor<float> tensor) => new(tensor.Shape, Array.ConvertAll(tensor.Data, v => -v));
}
