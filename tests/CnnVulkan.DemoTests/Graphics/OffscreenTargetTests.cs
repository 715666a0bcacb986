using System.Numerics;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.DemoTests.Graphics;

public sealed class OffscreenTargetTests
{
    [SkippableFact]
    public void A_cleared_frame_reads_back_as_its_colour() => DemoDevice.Run(device =>
    {
        using var target = new OffscreenTarget(device, 7, 3);
        for (int i = 1; i <= 5; i++)
        {
            FrameContext frame = target.Begin(new FrameTime(i / 60.0, 1 / 60f))!;
            Assert.Equal((i, i % FrameContext.FramesInFlight, 7, 3), ((int)frame.Number, frame.Slot, frame.Width, frame.Height));
            target.Picture.Begin(frame.Commands, new Vector4(1, i * 51 / 255f, 0, 1));
            target.Picture.End(frame.Commands);
            target.End(frame);
        }
        byte[] pixels = target.ReadPixels();
        Assert.Equal(7 * 3 * 4, pixels.Length);
        Assert.All(pixels.Chunk(4), p => Assert.Equal(new byte[] { 255, 255, 0, 255 }, p));
    });

    [SkippableFact]
    public void What_is_uploaded_is_what_a_shader_draws() => DemoDevice.Run(device =>
    {
        byte[] picture = [.. Enumerable.Range(0, 8 * 4).Select(i => (byte)(i % 4 == 3 ? 255 : i * 7))];
        using var staging = new GraphicsBuffer(device, "staging", (ulong)picture.Length, BufferUsageFlags.TransferSrcBit, hostVisible: true);
        picture.CopyTo(staging.Mapped);
        using var image = new GraphicsImage(
            device, "picture", 4, 2, Format.R8G8B8A8Unorm, ImageUsageFlags.TransferDstBit | ImageUsageFlags.SampledBit);
        using var layout = new DescriptorLayout(device, "picture", ShaderStageFlags.FragmentBit, DescriptorType.CombinedImageSampler);
        using var sets = new DescriptorSets(device, "picture", layout, 1);
        sets.WriteImage(0, 0, image, device.Samplers.Nearest);
        using RenderPipeline pipeline = new GraphicsPipelineBuilder(device, "picture")
            .Shaders("fullscreen.vert", "picture.frag").Set(layout).Build(IFrameTarget.PassKind);
        using var target = new OffscreenTarget(device, 4, 2);
        FrameContext frame = target.Begin(default)!;
        image.Upload(frame.Commands, staging, 0);
        target.Picture.Begin(frame.Commands);
        pipeline.Bind(frame.Commands);
        pipeline.BindSet(frame.Commands, sets[0]);
        device.Vk.CmdDraw(frame.Commands, 3, 1, 0, 0);
        target.Picture.End(frame.Commands);
        target.End(frame);
        Assert.Equal(picture, target.ReadPixels());
    });

    [SkippableFact]
    public void What_is_retired_lives_until_the_frames_that_may_use_it_are_finished() => DemoDevice.Run(device =>
    {
        using var target = new OffscreenTarget(device, 2, 2);
        int allocations = device.Memory.Count;
        FrameContext first = target.Begin(default)!;
        device.Retire(new GraphicsBuffer(device, "retired", 64, BufferUsageFlags.TransferSrcBit, hostVisible: false));
        target.End(first);
        FrameContext second = target.Begin(default)!;
        Assert.Equal((1, allocations + 1), (device.RetiredCount, device.Memory.Count));
        target.End(second);
        FrameContext third = target.Begin(default)!;
        Assert.Equal((0, allocations), (device.RetiredCount, device.Memory.Count));
        target.End(third);
    });

    [SkippableFact]
    public void Samples_are_resolved_into_the_picture() => DemoDevice.Run(device =>
    {
        var kind = new RenderPassKind(Format.R8G8B8A8Unorm, Format.D32Sfloat, SampleCountFlags.Count4Bit);
        using var target = new RenderTarget(device, "samples", 4, 4, kind);
        device.RunOnce(commands =>
        {
            target.Begin(commands, new Vector4(0, 0, 1, 1));
            target.End(commands);
        });
        Assert.All(PixelReader.Read(device, target.Color!).Chunk(4), p => Assert.Equal(new byte[] { 0, 0, 255, 255 }, p));
    });

    [SkippableFact]
    public void The_library_runs_on_the_borrowed_device() => DemoDevice.Run(device =>
    {
        Assert.Equal(device.Name, device.Vision.Name);
        Assert.Equal(0, device.Vision.AllocatedBytes);
    });
}
