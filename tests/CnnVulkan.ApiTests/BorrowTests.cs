namespace CnnVulkan.ApiTests;

/// <summary>A host lends its own device by raw handles.</summary>
public class BorrowTests
{
    private static readonly VisionDeviceOptions NoCache = new() { CacheDirectory = "off" };

    [SkippableFact]
    public void A_network_is_recorded_into_the_hosts_command_buffer()
    {
        using HostDevice host = Open();
        using var folder = new ModelFolder();
        Tensor<float> x = ModelFolder.Ramp();
        var owned = new List<IDisposable>();
        host.Begin();
        GpuTensor scores = ReadmeSamples.OwnDevice(
            host.Instance, host.PhysicalDevice, host.Device, host.Queue, host.QueueFamilyIndex, new object(), host.CommandBuffer,
            ModelLoader.Load("models/squeezenet1.1"), x, owned);
        host.EndAndSubmit();
        AssertMeans(x, scores.Readback());
        owned.ForEach(o => o.Dispose());
        // The host's device is as it was: it still takes work.
        host.Begin();
        host.EndAndSubmit();
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Half_precision_takes_the_feature_the_host_enabled(bool enabled)
    {
        using HostDevice host = Open(storage16Bit: enabled);
        using var folder = new ModelFolder();
        using var device = VisionDevice.Borrow(host.Handles with { Storage16BitEnabled = enabled }, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        var options = new WorkerOptions { Precision = Precision.Float16 };
        if (!enabled)
        {
            Assert.Throws<UnsupportedDeviceException>(() => new Worker(model, device, options));
            return;
        }
        using var worker = new Worker(model, device, options);
        Tensor<float> x = ModelFolder.Ramp();
        worker.SetInput(x);
        worker.Schedule();
        AssertMeans(x, worker.PeekOutput().Readback(), 2e-3f);
    }

    /// <summary>A host written for Vulkan 1.1 has timeline semaphores by extension, whatever the driver's version.</summary>
    [SkippableFact]
    public void A_host_of_Vulkan_1_1_lends_its_device_too()
    {
        Gpu.Require();
        using HostDevice host = Open(apiVersion: (1 << 22) | (1 << 12), extension: "VK_KHR_timeline_semaphore");
        using var folder = new ModelFolder();
        using var device = VisionDevice.Borrow(host.Handles with { ApiVersion = new Version(1, 1) }, NoCache);
        using var worker = new Worker(ModelLoader.Load("models/squeezenet1.1"), device);
        Tensor<float> x = ModelFolder.Ramp();
        worker.SetInput(x);
        worker.Schedule();
        AssertMeans(x, worker.PeekOutput().Readback());
    }

    [SkippableFact]
    public void Handles_that_cannot_be_right_are_refused()
    {
        using HostDevice host = Open();
        Assert.Contains("Device", Assert.Throws<ArgumentException>(() => VisionDevice.Borrow(host.Handles with { Device = 0 })).Message);
        Assert.Contains("99", Assert.Throws<ArgumentException>(() => VisionDevice.Borrow(host.Handles with { QueueFamilyIndex = 99 })).Message);
    }

    [SkippableFact]
    public void A_host_that_swallows_a_submission_is_told()
    {
        using HostDevice host = Open();
        using var folder = new ModelFolder();
        bool swallow = false;
        using var device = VisionDevice.Borrow(host.Handles with
        {
            Submission = submit =>
            {
                if (!swallow)
                    submit();
            },
        }, NoCache);
        using var worker = new Worker(ModelLoader.Load("models/squeezenet1.1"), device);
        Tensor<float> x = ModelFolder.Ramp();
        worker.SetInput(x);
        swallow = true;
        Assert.Contains("Submission", Assert.Throws<InvalidOperationException>(worker.Schedule).Message);
        swallow = false;
        worker.Schedule();
        AssertMeans(x, worker.PeekOutput().Readback());
        // A frame of a host that lends its lock allocates nothing either.
        for (int i = 0; i < 20; i++)
            worker.Schedule();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            worker.Schedule();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static HostDevice Open(bool storage16Bit = false, uint apiVersion = (1 << 22) | (2 << 12), string? extension = null)
    {
        VisionDeviceInfo used = Gpu.Require();
        Skip.IfNot(OperatingSystem.IsLinux(), "The binding of these tests names the loader as Linux does.");
        Skip.If(storage16Bit && !used.Limits.Storage16Bit, "The device has no 16-bit storage.");
        return new HostDevice(used.Index, storage16Bit, apiVersion, extension);
    }

    private static void AssertMeans(Tensor<float> x, Tensor scores, float tolerance = 1e-5f)
    {
        for (int c = 0; c < 3; c++)
            Assert.Equal(x.Data.Skip(c * 64).Take(64).Average(), scores.ToFloatArray()[c], tolerance);
    }
}
