using CnnVulkan.Dispatching;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Dispatching;

public class ConstantUploadTests
{
    [SkippableTheory]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public void PortionsOfAnySizeArriveWhole(long stagingBytes)
    {
        VisionDevice device = GpuFixture.Device;
        Tensor[] values = [TestData.Random(1, 1000), TestData.Random(2, 3), TestData.Longs(5, -6, 7), TestData.Random(3, 777)];
        GpuFixture.Validated(device, () =>
        {
            using var pool = new GpuCommandPool(device.Vulkan);
            using var timeline = GpuTimeline.Create(device.Vulkan);
            var constants = values.Select((v, i) => Make(device, i, v)).ToArray();
            new ConstantUpload(device, pool, timeline).Stage(constants, stagingBytes);
            for (int i = 0; i < values.Length; i++)
                Assert.Null(Comparator.Difference(values[i], Read(constants[i], values[i]), 0));
            foreach ((_, GpuBuffer buffer) in constants)
                buffer.Dispose();
        });
    }

    /// <summary>Arranging waits for the upload, is done once, and what a plan has no more use for is let go.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void ElementsAreArrangedOnTheWay(bool staged)
    {
        VisionDevice device = GpuFixture.Device;
        Tensor<float> value = TestData.Random(4, 300_001);
        int arranged = 0;
        var tensor = new PlanTensor(0, "arranged", PlanTensorKind.Constant, StorageType.Float32, value.Shape.Count, null, () =>
        {
            Interlocked.Increment(ref arranged);
            return value;
        });
        GpuFixture.Validated(device, () =>
        {
            using var pool = new GpuCommandPool(device.Vulkan);
            using var timeline = GpuTimeline.Create(device.Vulkan);
            using var buffer = new GpuBuffer(device.Vulkan, device.Allocator, tensor.Bytes, MemoryUse.Readback, tensor.Name);
            var upload = new ConstantUpload(device, pool, timeline);
            Assert.Equal(0, arranged);
            if (staged)
                upload.Stage([(tensor, buffer)], 1 << 19);
            else
                upload.Run([(tensor, buffer)]);
            Assert.Equal(1, arranged);
            Assert.Null(Comparator.Difference(value, Read((tensor, buffer), value), 0));
        });
        Assert.True(tensor.HasElements);
        tensor.Release();
        Assert.False(tensor.HasElements);
    }

    private static (PlanTensor, GpuBuffer) Make(VisionDevice device, int id, Tensor value)
    {
        var tensor = new PlanTensor(id, $"constant {id}", PlanTensorKind.Constant, StorageTypes.Of(value.ElementType, Precision.Float32), value.Shape.Count, value);
        return (tensor, new GpuBuffer(device.Vulkan, device.Allocator, tensor.Bytes, MemoryUse.Readback, tensor.Name));
    }

    private static unsafe Tensor Read((PlanTensor Tensor, GpuBuffer Buffer) constant, Tensor like)
    {
        constant.Buffer.Invalidate();
        return TensorTransfer.Read(constant.Buffer.Mapped, constant.Tensor.Type, like.ElementType, like.Shape);
    }
}
