using CnnVulkan.Files;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.GpuTests.Vulkan;

public class VisionDeviceTests
{
    [SkippableFact]
    public void ListsDevicesAndMarksTheOneThatWouldBeUsed()
    {
        VisionDevice device = GpuFixture.Device;
        IReadOnlyList<VisionDeviceInfo> all = VisionDevice.Enumerate(GpuFixture.Options);
        VisionDeviceInfo used = Assert.Single(all, d => d.WouldBeUsed);
        Assert.Equal(device.Name, used.Name);
        Assert.Equal(Enumerable.Range(0, all.Count), all.Select(d => d.Index));
        Assert.All(all, d => Assert.True(d.Limits.MaxWorkgroupSize >= 128 && d.Limits.MaxStorageBufferRange >= 1 << 27));
    }

    [SkippableFact]
    public void ANameThatFitsNoDeviceIsATypedError()
    {
        VisionDevice device = GpuFixture.Device;
        var error = Assert.Throws<NoVulkanDeviceException>(() => VisionDevice.Create(new VisionDeviceOptions { Device = "no such device" }));
        Assert.Contains(device.Name, error.Message);
    }

    [SkippableFact]
    public void TheDeviceCanBeChosenByIndexAndByPartOfItsName()
    {
        VisionDevice device = GpuFixture.Device;
        foreach (string wanted in (string[])[$"{device.Info.Index}", device.Name[1..^1].ToUpperInvariant()])
        {
            using VisionDevice chosen = VisionDevice.Create(GpuFixture.Options with { Device = wanted });
            Assert.Equal(device.Name, chosen.Name);
        }
    }

    [SkippableFact]
    public void NothingIsLeftAfterDispose()
    {
        _ = GpuFixture.Device;
        VisionDevice device = VisionDevice.Create(GpuFixture.Options);
        VulkanObjects objects = device.Vulkan.Objects;
        using (var worker = new Worker(ScaleNetworks.Chain(2, 100), device))
        {
            worker.SetInput(TestData.Random(1, 1, 100));
            worker.Schedule();
            worker.PeekOutput().Readback();
            Assert.True(objects.Live > 0);
        }
        device.Dispose();
        device.Dispose();
        Assert.Equal(0, objects.Live);
        Assert.Empty(device.ValidationMessages);
    }

    [SkippableFact]
    public void ADeviceDisposedFirstTakesItsWorkersAlong()
    {
        _ = GpuFixture.Device;
        VisionDevice device = VisionDevice.Create(GpuFixture.Options);
        VulkanObjects objects = device.Vulkan.Objects;
        var worker = new Worker(ScaleNetworks.Chain(2, 100), device);
        worker.SetInput(TestData.Random(1, 1, 100));
        worker.Schedule();
        device.Dispose();
        worker.Dispose();
        Assert.Equal(0, objects.Live);
        Assert.Empty(device.ValidationMessages);
        Assert.Throws<ObjectDisposedException>(() => worker.Schedule());
    }

    [SkippableFact]
    public unsafe void ValidationSeesAMistake()
    {
        _ = GpuFixture.Device;
        Skip.IfNot(GpuFixture.Options.Validation == true, "The validation layer is not installed.");
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options);
        var info = new BufferCreateInfo { SType = StructureType.BufferCreateInfo, Size = 0, Usage = BufferUsageFlags.StorageBufferBit };
        Silk.NET.Vulkan.Buffer buffer;
        if (device.Vulkan.Api.CreateBuffer(device.Vulkan.Handle, &info, null, &buffer) == Result.Success)
            device.Vulkan.Api.DestroyBuffer(device.Vulkan.Handle, buffer, null);
        Assert.NotEmpty(device.ValidationMessages);
    }

    [SkippableFact]
    public void ABorrowedDeviceWorksAndIsNotDestroyed()
    {
        VisionDevice host = GpuFixture.Device;
        int submissions = 0;
        var gate = new object();
        GpuFixture.Validated(host, () =>
        {
            for (int i = 0; i < 2; i++)
            {
                using VisionDevice borrowed = VisionDevice.Borrow(new BorrowedHandles
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
                            lock (gate)
                                submit();
                            submissions++;
                        },
                    }],
                }, new VisionDeviceOptions { CacheDirectory = "off" });
                Assert.False(borrowed.Limits.Storage16Bit);
                using var worker = new Worker(ScaleNetworks.Chain(3, 50), borrowed);
                Tensor<float> x = TestData.Random(i, 1, 50);
                worker.SetInput(x);
                worker.Schedule();
                Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(3, x), worker.PeekOutput().Readback(), 1e-5));
                VulkanObjects objects = borrowed.Vulkan.Objects;
                borrowed.Dispose();
                Assert.Equal(0, objects.Live);
            }
        });
        Assert.True(submissions >= 4);
    }
}
