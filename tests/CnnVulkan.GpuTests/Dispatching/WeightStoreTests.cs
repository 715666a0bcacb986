using CnnVulkan.Dispatching;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>Weights lie on a device once, and go with their last reader.</summary>
public class WeightStoreTests
{
    private static readonly NetworkOptions Small = new() { Classes = 40, WidthMultiplier = 0.5, InputWidth = 64, InputHeight = 64 };

    [SkippableFact]
    public void Workers_of_one_model_share_its_weights_whatever_else_differs()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            Model model = NetworkCatalog.Create("resnet-18", Small), same = NetworkCatalog.Create("resnet-18", Small);
            (long bytes, int weights) before = (device.AllocatedBytes, device.Weights.Count);
            var first = new Worker(model, device);
            (long bytes, int weights) one = (device.AllocatedBytes - before.bytes, device.Weights.Count - before.weights);
            long constants = first.Plan!.ConstantBytes;
            Assert.True(constants > 2_000_000 && one.bytes > 0.9 * constants, $"{constants} of {one.bytes}");
            // A value kept, another object of the same network: nothing more but activations.
            var second = new Worker(same, device, new WorkerOptions { Keep = [model.Graph.Nodes[0].Outputs[0]] });
            Assert.InRange(device.AllocatedBytes - before.bytes - one.bytes, 0, one.bytes - constants + constants / 20);
            Assert.InRange(device.Weights.Count - before.weights - one.weights, 0, 4);
            float[] expected = Run(first);
            Assert.Null(Comparator.Difference(new Tensor<float>(new TensorShape(1, 40), expected), new Tensor<float>(new TensorShape(1, 40), Run(second)), 1e-5));
            first.Dispose();
            Assert.Null(Comparator.Difference(new Tensor<float>(new TensorShape(1, 40), expected), new Tensor<float>(new TensorShape(1, 40), Run(second)), 1e-5));
            second.Dispose();
            Assert.Equal(before, (device.AllocatedBytes, device.Weights.Count));
        });
    }

    [SkippableFact]
    public void Workers_made_side_by_side_bring_them_once()
    {
        VisionDevice device = GpuFixture.Device;
        Model model = NetworkCatalog.Create("resnet-18", Small);
        int before = device.Weights.Count;
        int alone;
        using (new Worker(model, device))
            alone = device.Weights.Count - before;
        var workers = new Worker[4];
        Parallel.For(0, workers.Length, i => workers[i] = new Worker(model, device));
        Assert.Equal(alone, device.Weights.Count - before);
        float[] expected = Run(workers[0]);
        foreach (Worker worker in workers)
        {
            Assert.Equal(expected, Run(worker));
            worker.Dispose();
        }
        Assert.Equal(before, device.Weights.Count);
    }

    [SkippableFact]
    public void Other_weights_or_another_precision_are_other_memory()
    {
        VisionDevice device = GpuFixture.Device;
        using var first = new Worker(NetworkCatalog.Create("lenet5", new NetworkOptions { Seed = 1 }), device);
        int one = device.Weights.Count;
        using var second = new Worker(NetworkCatalog.Create("lenet5", new NetworkOptions { Seed = 2 }), device);
        Assert.True(device.Weights.Count > one);
        int two = device.Weights.Count;
        Skip.IfNot(device.Limits.Storage16Bit, "The device has no 16-bit storage.");
        using var halves = new Worker(NetworkCatalog.Create("lenet5", new NetworkOptions { Seed = 1 }), device, new WorkerOptions { Precision = Precision.Float16 });
        Assert.True(device.Weights.Count > two);
    }

    private static float[] Run(Worker worker)
    {
        worker.SetInput(TestData.Uniform(7, -1f, 1f, 1, 3, 64, 64));
        worker.Schedule();
        return worker.PeekOutput().Readback().ToFloatArray();
    }
}
