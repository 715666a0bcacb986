using CnnVulkan.Files;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>What happens when things end early or go wrong: nothing hangs, nothing is left, every error is typed.</summary>
public class LifetimeTests
{
    [SkippableFact]
    public async Task AReadbackUnderWaySurvivesItsWorker()
    {
        VisionDevice device = GpuFixture.Device;
        Tensor<float> x = TestData.Random(1, 1, 100_000);
        int before = device.ValidationMessages.Count;
        var worker = new Worker(ScaleNetworks.Chain(30, 100_000), device);
        worker.SetInput(x);
        worker.Schedule();
        Task<Tensor> underWay = worker.PeekOutput().ReadbackAsync();
        GpuTensor output = worker.PeekOutput();
        worker.Schedule();
        worker.Dispose();
        Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(30, x), await underWay, 1e-5));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => output.ReadbackAsync());
        Assert.Throws<ObjectDisposedException>(() => output.Readback());
        Assert.Equal(before, device.ValidationMessages.Count);
    }

    [SkippableFact]
    public void ResultsMayBeReadOnAnotherThread()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var first = new Worker(ScaleNetworks.Chain(2, 300), device);
            using var worker = new Worker(ScaleNetworks.Chain(3, 300), device);
            Tensor<float> x = TestData.Random(1, 1, 300);
            first.SetInput(x);
            first.Schedule();
            worker.SetInput(x);
            worker.Schedule();
            GpuTensor output = worker.PeekOutput();
            using var stop = new CancellationTokenSource();
            // Each of these takes slots and records their copies; the other thread records copies between workers meanwhile.
            Task reader = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                    Task.WaitAll(output.ReadbackAsync(), output.ReadbackAsync(), output.ReadbackAsync());
            });
            for (int i = 0; i < 30; i++)
            {
                worker.SetInput("x", first.PeekOutput());
                worker.Schedule();
                worker.SetInput(x);
                worker.Schedule();
            }
            stop.Cancel();
            reader.Wait();
            Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(3, x), output.Readback(), 1e-5));
        });
    }

    [SkippableFact]
    public void AGpuThatDoesNotAnswerIsATypedError()
    {
        VisionDevice device = GpuFixture.Device;
        using var timeline = GpuTimeline.Create(device.Vulkan, patience: 20_000_000);
        Assert.Contains("0.02 s", Assert.Throws<DeviceLostException>(() => timeline.Wait(1)).Message);
        Assert.False(timeline.IsDone(1));
    }

    [SkippableFact]
    public void AfterALostDeviceEverythingCanBeDisposed()
    {
        VisionDevice host = GpuFixture.Device;
        bool lost = false;
        VisionDevice device = VisionDevice.Borrow(new BorrowedHandles
        {
            Instance = host.Vulkan.Instance.Handle.Handle,
            ApiVersion = new Version(1, 2),
            PhysicalDevice = host.Vulkan.Facts.Handle.Handle,
            Device = host.Vulkan.Handle.Handle,
            EnabledFeatures = VulkanFeatures.TimelineSemaphore,
            Queues = [new BorrowedQueue
            {
                Handle = host.Vulkan.Queue.Handle.Handle,
                FamilyIndex = (int)host.Vulkan.Queue.Family,
                Submission = submit =>
                {
                    if (lost)
                        throw new DeviceLostException("vkQueueSubmit");
                    submit();
                },
            }],
        }, new VisionDeviceOptions { CacheDirectory = "off" });
        VulkanObjects objects = device.Vulkan.Objects;
        var worker = new Worker(ScaleNetworks.Chain(3, 50), device);
        worker.SetInput(TestData.Random(1, 1, 50));
        worker.Schedule();
        GpuTensor output = worker.PeekOutput();
        lost = true;
        Assert.Throws<DeviceLostException>(() => worker.Schedule());
        Assert.Throws<DeviceLostException>(() => output.Readback());
        worker.Dispose();
        device.Dispose();
        Assert.Equal(0, objects.Live);
    }

    [SkippableFact]
    public void AnInputWithoutElementsRuns()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(2, null), device);
            worker.SetInput(new Tensor<float>(new TensorShape(1, 0)));
            worker.Schedule();
            Assert.Equal(new TensorShape(1, 0), worker.PeekOutput().Readback().Shape);
        });
    }

    [SkippableFact]
    public void AConstantThatDoesNotFitIsNamed()
    {
        VisionDevice device = GpuFixture.Device;
        var attributes = new NodeAttributes("sum", 14, 2, 1, new Dictionary<string, object>());
        var graph = new Graph(
            "large", [new GraphInput("x", ElementType.Int64, [2])], ["y"],
            [new Node("sum", OperatorCatalog.Factories["Add"](attributes), ["x", "w"], ["y"])],
            new Dictionary<string, Tensor> { ["w"] = new Tensor<long>(new TensorShape(2), [1, 1L << 40]) });
        Assert.Contains("'w'", Assert.Throws<ShapeException>(() => new Worker(graph, device)).Message);
    }
}
