using CnnVulkan.Dispatching;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Dispatching;

public class WorkerTests
{
    private static void AssertChain(int layers, Tensor<float> x, Worker worker)
        => Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(layers, x), worker.PeekOutput().Readback(), 1e-5));

    [SkippableFact]
    public void RunsAgainAndAgainWithNewInputs()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(5, 1000), device);
            for (int i = 0; i < 10; i++)
            {
                Tensor<float> x = TestData.Random(i, 1, 1000);
                worker.SetInput("x", x);
                worker.Schedule();
                AssertChain(5, x, worker);
            }
        });
    }

    [SkippableFact]
    public void SchedulesWithoutWaiting()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(20, 10000), device);
            Tensor<float> x = TestData.Random(0, 1, 10000);
            var results = new List<Task<Tensor>>();
            for (int i = 0; i < 6; i++)
            {
                worker.SetInput(TestData.Random(i, 1, 10000));
                worker.Schedule();
                results.Add(worker.PeekOutput().ReadbackAsync());
            }
            // Each readback was queued behind its own run, so later runs do not change it.
            for (int i = 0; i < results.Count; i++)
                Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(20, TestData.Random(i, 1, 10000)), results[i].Result, 1e-5));
            Assert.True(worker.LastRun.IsDone);
        });
    }

    [SkippableFact]
    public void AnInputHoldsUntilItIsSetAgain()
    {
        VisionDevice device = GpuFixture.Device;
        using var worker = new Worker(ScaleNetworks.Chain(2, 8), device);
        Tensor<float> x = TestData.Random(1, 1, 8);
        worker.SetInput(x);
        worker.Schedule();
        worker.Schedule();
        worker.Schedule();
        AssertChain(2, x, worker);
    }

    [SkippableFact]
    public void TheElementsAreCopiedWhenTheyAreSet()
    {
        VisionDevice device = GpuFixture.Device;
        // Once where the plan stands, once where the shape is still open.
        foreach (int? width in (int?[])[8, null])
        {
            using var worker = new Worker(ScaleNetworks.Chain(1, width), device);
            Tensor<float> x = TestData.Random(1, 1, 8);
            worker.SetInput(x);
            Tensor<float> expected = ScaleNetworks.ChainReference(1, x);
            Array.Clear(x.Data);
            worker.Schedule();
            Assert.Null(Comparator.Difference(expected, worker.PeekOutput().Readback(), 1e-5));
        }
    }

    [SkippableFact]
    public void PlansAgainWhenShapesChangeAndKeepsThePlans()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(3, null), device);
            Assert.Null(worker.Plan);
            foreach (int width in (int[])[10, 700, 10, 3, 90, 10, 700])
            {
                Tensor<float> x = TestData.Random(width, 2, width);
                worker.SetInput(x);
                worker.Schedule();
                AssertChain(3, x, worker);
            }
            int pipelines = device.Pipelines.Count;
            worker.SetInput(TestData.Random(4, 2, 55));
            worker.Schedule();
            Assert.Equal(pipelines, device.Pipelines.Count);
        });
    }

    [SkippableFact]
    public void TheBatchSizeFillsAnOpenFirstDimension()
    {
        VisionDevice device = GpuFixture.Device;
        using var worker = new Worker(ScaleNetworks.Chain(1, 7), device, new WorkerOptions { BatchSize = 3 });
        Assert.Equal(new TensorShape(3, 7), worker.Plan!.Inputs["x"].Shape);
    }

    [SkippableFact]
    public void KeepsIntermediates()
    {
        VisionDevice device = GpuFixture.Device;
        using var worker = new Worker(ScaleNetworks.Chain(4, 33), device, new WorkerOptions { Keep = ["v2", "x"] });
        Tensor<float> x = TestData.Random(1, 1, 33);
        worker.SetInput(x);
        worker.Schedule();
        Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(2, x), worker.PeekOutput("v2").Readback(), 1e-5));
        Assert.Null(Comparator.Difference(x, worker.PeekOutput("x").Readback(), 0));
        Assert.Throws<ShapeException>(() => worker.PeekOutput("v1"));
        Assert.Throws<ShapeException>(() => new Worker(ScaleNetworks.Chain(4, 33), device, new WorkerOptions { Keep = ["nothing"] }));
    }

    [SkippableTheory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float16)]
    public void ReadsConstantsAndFloatsIntoTheCallersMemory(Precision precision)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(precision == Precision.Float16 && !device.Limits.Storage16Bit, "The device has no 16-bit storage.");
        Tensor<float> weights = TestData.Random(2, 2, 3);
        using var worker = new Worker(ScaleNetworks.WithConstant(weights), device, new WorkerOptions { Precision = precision });
        worker.SetInput(TestData.Random(1, 1, 4));
        worker.Schedule();
        Assert.Null(Comparator.Difference(weights, worker.PeekOutput("w").Readback(), 0));
        float[] scaled = new float[6];
        worker.PeekOutput("scaled").ReadbackInto(scaled);
        Assert.Null(Comparator.Difference(
            new Tensor<float>(weights.Shape, Array.ConvertAll(weights.Data, v => 3 * v)), new Tensor<float>(weights.Shape, scaled), precision == Precision.Float32 ? 1e-6 : 2e-3));
        Assert.Throws<ShapeException>(() => worker.PeekOutput("scaled").ReadbackInto(new float[5]));
    }

    [SkippableFact]
    public void MistakesAreTypedErrors()
    {
        VisionDevice device = GpuFixture.Device;
        using var worker = new Worker(ScaleNetworks.Chain(1, 8), device);
        Assert.Throws<InvalidOperationException>(() => worker.PeekOutput().Readback());
        Assert.Contains("'x'", Assert.Throws<InvalidOperationException>(() => worker.Schedule()).Message);
        Assert.Contains("1×9", Assert.Throws<ShapeException>(() => worker.SetInput(TestData.Random(1, 1, 9))).Message);
        Assert.Contains("Int64", Assert.Throws<ShapeException>(() => worker.SetInput(TestData.Longs(1))).Message);
        Assert.Contains("'y'", Assert.Throws<ShapeException>(() => worker.SetInput("y", TestData.Random(1, 1, 8))).Message);
    }

    [SkippableFact]
    public void A16BitWorkerNeedsA16BitDevice()
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(device.Limits.Storage16Bit, "The device has 16-bit storage.");
        Assert.Throws<UnsupportedDeviceException>(() => new Worker(ScaleNetworks.Chain(1, 8), device, new WorkerOptions { Precision = Precision.Float16 }));
    }

    [SkippableFact]
    public void TimesRunsAndDispatches()
    {
        VisionDevice device = GpuFixture.Device;
        Skip.IfNot(device.Info.Timestamps, "The device has no time stamps.");
        using var worker = new Worker(ScaleNetworks.Chain(3, 100_000), device, new WorkerOptions { Profile = true });
        worker.SetInput(TestData.Random(1, 1, 100_000));
        worker.Schedule();
        Assert.Equal(["layer1", "layer2", "layer3"], worker.Profile.Select(p => p.Name));
        Assert.InRange(worker.LastGpuTime.TotalMilliseconds, 1e-4, 60_000);
        Assert.InRange(worker.Profile.Sum(p => p.Milliseconds), 0, worker.LastGpuTime.TotalMilliseconds + 1e-3);
    }

    [SkippableFact]
    public void TwoThreadsShareADevice()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () => Parallel.For(0, 4, thread =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(4, 500 + thread), device);
            for (int i = 0; i < 20; i++)
            {
                Tensor<float> x = TestData.Random(thread * 100 + i, 1, 500 + thread);
                worker.SetInput(x);
                worker.Schedule();
                AssertChain(4, x, worker);
            }
        }));
    }

    [SkippableFact]
    public void ARunAllocatesNothing()
    {
        _ = GpuFixture.Device;
        // Without validation: its layer is not what is measured.
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options with { Validation = false });
        using var worker = new Worker(ScaleNetworks.Chain(3, 100), device);
        Tensor<float> x = TestData.Random(1, 1, 100);
        float[] result = new float[100];
        void Frame()
        {
            worker.SetInput("x", x);
            worker.Schedule();
            worker.PeekOutput("v3").ReadbackInto(result);
        }
        for (int i = 0; i < 5; i++)
            Frame();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [SkippableFact]
    public void AWorkerFeedsAnotherOnTheGpuInWhateverOrderTheyAreDisposed()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            foreach (bool firstGoesFirst in (bool[])[true, false])
            {
                var first = new Worker(ScaleNetworks.Chain(2, 5000), device);
                var second = new Worker(ScaleNetworks.Chain(3, null), device);
                for (int i = 0; i < 4; i++)
                {
                    Tensor<float> x = TestData.Random(i, 1, 5000);
                    first.SetInput(x);
                    first.Schedule();
                    second.SetInput("x", first.PeekOutput());
                    second.Schedule();
                    AssertChain(3, ScaleNetworks.ChainReference(2, x), second);
                }
                second.Schedule();
                (firstGoesFirst ? first : second).Dispose();
                (firstGoesFirst ? second : first).Dispose();
            }
        });
    }

    [SkippableFact]
    public void AnInputWhoseWorkerIsGoneIsATypedError()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var second = new Worker(ScaleNetworks.Chain(3, 50), device);
            using (var first = new Worker(ScaleNetworks.Chain(2, 50), device))
            {
                first.SetInput(TestData.Random(1, 1, 50));
                first.Schedule();
                second.SetInput("x", first.PeekOutput());
            }
            Assert.Throws<ObjectDisposedException>(() => second.Schedule());
        });
    }

    [SkippableFact]
    public unsafe void RecordsIntoTheCommandBufferOfAHost()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(3, 200), device);
            using var pool = new GpuCommandPool(device.Vulkan);
            using var timeline = GpuTimeline.Create(device.Vulkan);
            var commands = pool.Allocate("host");
            for (int i = 0; i < 3; i++)
            {
                Tensor<float> x = TestData.Random(i, 1, 200);
                worker.SetInput(x);
                var writer = new CommandWriter(device.Vulkan, commands);
                writer.Begin(Silk.NET.Vulkan.CommandBufferUsageFlags.OneTimeSubmitBit);
                worker.Record(commands.Handle);
                writer.End();
                timeline.Wait(timeline.Submit([commands]));
                AssertChain(3, x, worker);
            }
        });
    }
}
