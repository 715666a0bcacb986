using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tensors;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>What a host takes of results within its frames: copies to the CPU, and the buffer they lie in.</summary>
public class RecordedReadbackTests
{
    [SkippableTheory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float16)]
    public void Brings_each_run_of_two_in_one_command_buffer(Precision precision)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(precision == Precision.Float16 && !device.Limits.Storage16Bit, "The device has no 16-bit storage.");
        double tolerance = precision == Precision.Float16 ? 2e-2 : 1e-5;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(3, 77), device, new WorkerOptions { Precision = precision, Keep = ["v1"] });
            long bytes = worker.Plan!.Outputs["v3"].Bytes;
            using RecordedReadback first = new(device, bytes), second = new(device, bytes);
            using var frame = new HostFrame(device);
            Tensor<float> x = TestData.Random(1, 1, 77), y = TestData.Random(2, 1, 77);
            frame.Begin();
            worker.SetInput(x);
            worker.Record(frame.Commands);
            first.Record(frame.Commands, worker.PeekOutput());
            worker.SetInput(y);
            worker.Record(frame.Commands);
            second.Record(frame.Commands, worker.PeekOutput("v1"));
            frame.Finish();
            Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(3, x), first.Read(), tolerance));
            float[] read = new float[77];
            second.ReadInto(read);
            Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(1, y), new Tensor<float>(y.Shape, read), tolerance));
            Assert.Equal("v1", second.Tensor!.Name);
        });
    }

    [SkippableFact]
    public void Constants_come_without_the_GPU()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            Tensor<float> weights = TestData.Random(2, 2, 3);
            using var worker = new Worker(ScaleNetworks.WithConstant(weights), device);
            using var readback = new RecordedReadback(device, 0);
            using var frame = new HostFrame(device);
            worker.SetInput(TestData.Random(1, 1, 4));
            frame.Run(commands =>
            {
                worker.Record(commands);
                readback.Record(commands, worker.PeekOutput("w"));
            });
            Assert.Null(Comparator.Difference(weights, readback.Read(), 0));
            Assert.False(worker.PeekOutput("w").IsOnGpu);
            Assert.Throws<InvalidOperationException>(() => worker.PeekOutput("w").Buffer);
        });
    }

    /// <summary>The host reads the buffer as the remarks of <see cref="GpuTensor"/> say: barrier, then its own commands.</summary>
    [SkippableFact]
    public void The_buffer_of_a_tensor_holds_its_elements()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(4, 33), device, new WorkerOptions { Keep = ["v2"] });
            using var frame = new HostFrame(device);
            using var host = new CnnVulkan.Vulkan.GpuBuffer(device.Vulkan, device.Allocator, 33 * 4, CnnVulkan.Vulkan.MemoryUse.Readback, "host");
            Tensor<float> x = TestData.Random(1, 1, 33);
            worker.SetInput(x);
            GpuTensor? kept = null;
            frame.Run(commands =>
            {
                worker.Record(commands);
                kept = worker.PeekOutput("v2");
                frame.Writer.FullBarrier();
                frame.Writer.Copy(new Silk.NET.Vulkan.Buffer { Handle = kept.Buffer }, kept.ByteOffset, host.Handle, 0, kept.ByteLength);
                frame.Writer.HostBarrier();
            });
            Assert.Equal((StorageType.Float32, 33L * 4), (kept!.Storage, kept.ByteLength));
            host.Invalidate();
            var read = new float[33];
            unsafe
            {
                new ReadOnlySpan<float>(host.Mapped, 33).CopyTo(read);
            }
            Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(2, x), new Tensor<float>(x.Shape, read), 1e-5));
            worker.Dispose();
            Assert.Throws<ObjectDisposedException>(() => kept.Buffer);
        });
    }

    [SkippableFact]
    public void Mistakes_are_typed_errors()
    {
        VisionDevice device = GpuFixture.Device;
        using VisionDevice other = VisionDevice.Create(GpuFixture.Options);
        using var worker = new Worker(ScaleNetworks.Chain(1, 8), device);
        worker.SetInput(TestData.Random(1, 1, 8));
        worker.Schedule();
        GpuTensor output = worker.PeekOutput();
        using RecordedReadback readback = new(device, 32), small = new(device, 16), foreign = new(other, 32);
        Assert.Throws<InvalidOperationException>(() => readback.Read());
        Assert.Throws<ArgumentException>(() => readback.Record(0, output));
        Assert.Contains("32", Assert.Throws<ShapeException>(() => small.Record(1, output)).Message);
        Assert.Contains("another device", Assert.Throws<ArgumentException>(() => foreign.Record(1, output)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordedReadback(device, -1));
        readback.Dispose();
        Assert.Throws<ObjectDisposedException>(() => readback.Record(1, output));
    }

    [SkippableFact]
    public void A_device_takes_readbacks_and_slices_with_it()
    {
        _ = GpuFixture.Device;
        VisionDevice device = VisionDevice.Create(GpuFixture.Options);
        CnnVulkan.Vulkan.VulkanObjects objects = device.Vulkan.Objects;
        var worker = new Worker(ScaleNetworks.Chain(2, 8), device);
        var readback = new RecordedReadback(device, 32);
        worker.SetInput(TestData.Random(1, 1, 8));
        using (var frame = new HostFrame(device))
        {
            frame.Run(commands =>
            {
                Assert.Equal(RunState.Recorded, worker.RecordSlice(commands, TimeSpan.FromSeconds(10)).State);
                readback.Record(commands, worker.PeekOutput());
            });
        }
        device.Dispose();
        Assert.Equal(0, objects.Live);
        readback.Dispose();
    }
}
