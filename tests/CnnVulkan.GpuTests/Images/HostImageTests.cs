using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tests;
using Silk.NET.Vulkan;

namespace CnnVulkan.GpuTests.Images;

/// <summary>Pictures that already lie on the GPU, in images of the host.</summary>
public class HostImageTests
{
    private static readonly Preprocessing Small = Preprocessing.Default with { ShortestEdge = 12, CropWidth = 9, CropHeight = 7, FlipChannelOrder = true };

    public static TheoryData<HostImageFormat, int, int> Cases => new()
    {
        { HostImageFormat.Rgba8, (int)Format.R8G8B8A8Unorm, (int)ImageLayout.ShaderReadOnlyOptimal },
        { HostImageFormat.Rgba8, (int)Format.R8G8B8A8Srgb, (int)ImageLayout.TransferSrcOptimal },
        { HostImageFormat.Bgra8, (int)Format.B8G8R8A8Unorm, (int)ImageLayout.General },
        { HostImageFormat.Bgra8, (int)Format.B8G8R8A8Srgb, (int)ImageLayout.TransferDstOptimal },
    };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Every_order_and_layout_gives_what_the_picture_gives_from_the_CPU(HostImageFormat order, int format, int layout)
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            foreach ((int width, int height) in ((int, int)[])[(20, 30), (31, 17), (20, 30), (9, 64)])
            {
                ImageView picture = PreprocessImageTests.Noise(width, height);
                using var image = new TestImage(device, picture, order, (Format)format, (ImageLayout)layout);
                // Twice: the image must be in the layout it was given in.
                GpuTensor? tensor = null;
                frame.Run(commands =>
                {
                    image.RecordUpload(commands);
                    converter.Record(commands, image.Host);
                    tensor = converter.Record(commands, image.Host);
                });
                Assert.Null(Comparator.Difference(PreprocessImageReference.Run(picture, Small), tensor!.Readback(), 1e-5));
            }
        });
    }

    [SkippableFact]
    public void A_mip_level_of_an_array_layer_is_read()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            ImageView picture = PreprocessImageTests.Noise(24, 18);
            using var image = new TestImage(
                device, picture, HostImageFormat.Rgba8, Format.R8G8B8A8Unorm, ImageLayout.ShaderReadOnlyOptimal, mip: 2, layer: 1);
            GpuTensor? tensor = null;
            frame.Run(commands =>
            {
                image.RecordUpload(commands);
                tensor = converter.Record(commands, image.Host);
            });
            Assert.Null(Comparator.Difference(PreprocessImageReference.Run(picture, Small), tensor!.Readback(), 1e-5));
        });
    }

    [SkippableTheory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float16)]
    public void Photos_are_seen_to_the_last_bit_as_from_the_CPU(Precision precision)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(precision == Precision.Float16 && !device.Limits.Storage16Bit, "The device has no 16-bit storage.");
        string[] photos = [.. Directory.GetFiles(SharedData.Require("photos"), "*.jpg").Order(StringComparer.Ordinal).Take(3)];
        GpuFixture.Validated(device, () =>
        {
            using var fromCpu = new TextureConverter(device, Preprocessing.Default, precision);
            using var fromGpu = new TextureConverter(device, Preprocessing.Default, precision);
            using var frame = new HostFrame(device);
            foreach (string photo in photos)
            {
                ImageView picture = PictureFile.Load(photo);
                using var image = new TestImage(device, picture, HostImageFormat.Bgra8, Format.B8G8R8A8Srgb, ImageLayout.ShaderReadOnlyOptimal);
                GpuTensor? tensor = null;
                frame.Run(commands =>
                {
                    image.RecordUpload(commands);
                    tensor = fromGpu.Record(commands, image.Host);
                });
                Assert.Null(Comparator.Difference(fromCpu.ToTensor(picture).Readback(), tensor!.Readback(), 0));
            }
        });
    }

    [SkippableFact]
    public void A_picture_from_the_CPU_follows_one_of_the_host()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            ImageView first = PreprocessImageTests.Noise(20, 20), second = PreprocessImageTests.Noise(20, 21);
            using var image = new TestImage(device, first, HostImageFormat.Rgba8, Format.R8G8B8A8Unorm, ImageLayout.General);
            foreach (ImageView fromCpu in (ImageView[])[second, first])
            {
                frame.Run(commands =>
                {
                    image.RecordUpload(commands);
                    converter.Record(commands, image.Host);
                });
                Assert.Null(Comparator.Difference(PreprocessImageReference.Run(fromCpu, Small), converter.ToTensor(fromCpu).Readback(), 1e-5));
            }
        });
    }

    [SkippableFact]
    public void Mistakes_are_typed_errors()
    {
        VisionDevice device = GpuFixture.Device;
        using var converter = new TextureConverter(device, Small);
        var image = new HostImage(1, 10, 10, HostImageFormat.Rgba8, (int)ImageLayout.General);
        Assert.Contains("command buffer", Assert.Throws<ArgumentException>(() => converter.Record(0, image)).Message);
        Assert.Contains("null", Assert.Throws<ArgumentException>(() => converter.Record(1, image with { Image = 0 })).Message);
        Assert.Contains("undefined", Assert.Throws<ArgumentException>(() => converter.Record(1, image with { Layout = 0 })).Message);
        Assert.Throws<ArgumentException>(() => converter.Record(1, image with { MipLevel = -1 }));
        Assert.Throws<ShapeException>(() => converter.Record(1, image with { Width = 0 }));
    }
}
