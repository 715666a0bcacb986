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

    public static TheoryData<HostImageFormat, int> Cases => new()
    {
        { HostImageFormat.Rgba8, (int)ImageLayout.ShaderReadOnlyOptimal },
        { HostImageFormat.Rgba8Srgb, (int)ImageLayout.TransferSrcOptimal },
        { HostImageFormat.Bgra8, (int)ImageLayout.General },
        { HostImageFormat.Bgra8Srgb, (int)ImageLayout.TransferDstOptimal },
        { HostImageFormat.Abgr8, (int)ImageLayout.ShaderReadOnlyOptimal },
        { HostImageFormat.A2Bgr10, (int)ImageLayout.ShaderReadOnlyOptimal },
        { HostImageFormat.Rgba16, (int)ImageLayout.TransferDstOptimal },
        { HostImageFormat.Rgba16Float, (int)ImageLayout.General },
        { HostImageFormat.Rgba32Float, (int)ImageLayout.ShaderReadOnlyOptimal },
    };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Every_format_and_layout_gives_what_the_picture_gives_from_the_CPU(HostImageFormat format, int layout)
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            foreach ((int width, int height) in ((int, int)[])[(20, 30), (31, 17), (20, 30), (9, 64)])
            {
                ImageView picture = PreprocessImageTests.Noise(width, height);
                using var image = new TestImage(device, picture, format, (ImageLayout)layout);
                converter.Prepare(image.Host);
                // Twice: the image must be in the layout it was given in.
                GpuTensor? tensor = null;
                frame.Run(commands =>
                {
                    image.RecordUpload(commands);
                    converter.Record(commands, image.Host);
                    tensor = converter.Record(commands, image.Host);
                });
                Assert.Null(Comparator.Difference(PreprocessImageReference.Run(picture, Small), tensor!.Readback(), 1e-5));
                converter.Forget(image.Host.Image);
            }
        });
    }

    /// <summary>Formats of other numbers of bits: as exact as they are.</summary>
    [SkippableTheory]
    [InlineData(HostImageFormat.A2Rgb10, 1, 255, 0)]
    [InlineData(HostImageFormat.R16, 1, 255, 0)]
    [InlineData(HostImageFormat.R16Float, 1, 255, 0.02)]
    [InlineData(HostImageFormat.R32Float, 1, 255, 0.02)]
    [InlineData(HostImageFormat.Rgb565, 1, 31, 0)]
    [InlineData(HostImageFormat.E5Rgb9Float, 1, 15, 0.3)]
    [InlineData(HostImageFormat.Bc1, 4, 31, 0)]
    [InlineData(HostImageFormat.Bc3, 4, 31, 0)]
    [InlineData(HostImageFormat.Bc7, 4, 127, 0)]
    public void Formats_of_fewer_bits_and_of_blocks_are_what_they_hold(HostImageFormat format, int block, int levels, double tolerance)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(block > 1 && device.Name.Contains("SwiftShader", StringComparison.Ordinal), "SwiftShader decodes blocks only where a host has enabled textureCompressionBC, which these tests do not.");
        bool isGrey = format is HostImageFormat.R16 or HostImageFormat.R16Float or HostImageFormat.R32Float;
        ImageView noise = PreprocessImageTests.Noise(24, 20);
        byte Coarse(byte value, int of) => (byte)Math.Round(Math.Floor(value * (of + 1) / 256.0) * 255.0 / of);
        ImageView picture = Map(noise, (p, x, y) =>
        {
            byte[] at = Pixel(p, x / block * block, y / block * block);
            return isGrey ? [at[0], at[0], at[0], 255] : [Coarse(at[0], levels), Coarse(at[1], levels == 31 ? 63 : levels), Coarse(at[2], levels), 255];
        });
        Assert.Null(Comparator.Difference(PreprocessImageReference.Run(picture, Small), Seen(device, picture, format, i => i), Math.Max(tolerance, 0.02)));
    }

    [SkippableFact]
    public void A_grey_image_is_grey_in_all_channels()
    {
        VisionDevice device = GpuFixture.Device;
        ImageView grey = Map(PreprocessImageTests.Noise(20, 30), (picture, x, y) => Pixel(picture, x, y) is var p ? [p[0], p[0], p[0], 255] : p);
        Assert.Null(Comparator.Difference(PreprocessImageReference.Run(grey, Small), Seen(device, grey, HostImageFormat.R8, i => i), 1e-5));
    }

    /// <summary>Any part of an image, with either axis the other way round.</summary>
    [SkippableTheory]
    [InlineData(0, 0, 0, 0, false, true)]
    [InlineData(0, 0, 0, 0, true, false)]
    [InlineData(3, 5, 20, 11, false, false)]
    [InlineData(3, 5, 20, 11, true, true)]
    [InlineData(7, 2, 0, 0, true, true)]
    public void A_part_of_an_image_and_the_other_way_round(int left, int top, int width, int height, bool flipX, bool flipY)
    {
        VisionDevice device = GpuFixture.Device;
        ImageView whole = PreprocessImageTests.Noise(33, 21);
        (int w, int h) = (width > 0 ? width : 33 - left, height > 0 ? height : 21 - top);
        byte[] pixels = [.. Enumerable.Range(0, w * h).SelectMany(i => Pixel(whole, left + (flipX ? w - 1 - i % w : i % w), top + (flipY ? h - 1 - i / w : i / w)))];
        Tensor actual = Seen(
            device, whole, HostImageFormat.Rgba8, i => i with { Left = left, Top = top, PartWidth = width, PartHeight = height, FlipX = flipX, FlipY = flipY });
        Assert.Null(Comparator.Difference(PreprocessImageReference.Run(new ImageView(pixels, w, h), Small), actual, 1e-5));
    }

    /// <summary>Linear light in any format where the host says so, and floating-point numbers taken as they are.</summary>
    [SkippableFact]
    public void What_numbers_mean_can_be_said()
    {
        VisionDevice device = GpuFixture.Device;
        ImageView picture = PreprocessImageTests.Noise(20, 20);
        ImageView Coded(Func<double, double> code) => Map(picture, (p, x, y) => [.. Pixel(p, x, y).Select(v => (byte)Math.Round(255 * code(v / 255.0)))]);
        double Encode(double v) => v <= 0.0031308 ? 12.92 * v : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055;
        double Decode(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        Tensor encoded = Seen(device, picture, HostImageFormat.Rgba8, i => i with { Encoding = HostImageEncoding.Linear });
        Assert.Null(Comparator.Difference(PreprocessImageReference.Run(Coded(Encode), Small), encoded, 1e-5));
        Tensor taken = Seen(device, picture, HostImageFormat.Rgba32Float, i => i with { Encoding = HostImageEncoding.Encoded });
        Assert.Null(Comparator.Difference(PreprocessImageReference.Run(Coded(Decode), Small), taken, 1e-5));
    }

    /// <summary>As cameras give pictures: luma in one image, chroma of half the size in another.</summary>
    [SkippableTheory]
    [InlineData(HostImageFormat.Nv12, YuvStandard.Bt601, 22, 18)]
    [InlineData(HostImageFormat.Nv12, YuvStandard.Bt709, 22, 18)]
    [InlineData(HostImageFormat.Nv12, YuvStandard.Bt601Full, 40, 30)]
    [InlineData(HostImageFormat.Nv16, YuvStandard.Bt709Full, 22, 18)]
    public void Luma_and_chroma_make_colours(HostImageFormat format, YuvStandard standard, int width, int height)
    {
        VisionDevice device = GpuFixture.Device;
        int down = format == HostImageFormat.Nv12 ? 2 : 1;
        ImageView luma = PreprocessImageTests.Noise(width, height), chroma = PreprocessImageTests.Noise(width / 2, height / down);
        byte[] pixels = [.. Enumerable.Range(0, width * height).SelectMany(i => Color(Pixel(luma, i % width, i / width)[0], Pixel(chroma, i % width / 2, i / width / down), standard))];
        Tensor expected = PreprocessImageReference.Run(new ImageView(pixels, width, height), Small);
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            using var first = new TestImage(device, luma, HostImageFormat.R8, ImageLayout.ShaderReadOnlyOptimal);
            using var second = new TestImage(device, chroma, (HostImageFormat)(int)Format.R8G8Unorm, ImageLayout.ShaderReadOnlyOptimal);
            HostImage image = first.Host with { Format = format, Chroma = second.Host.Image, Yuv = standard };
            converter.Prepare(image);
            GpuTensor? tensor = null;
            Assert.Equal(TimeSpan.Zero, converter.LastGpuTime);
            frame.Run(commands =>
            {
                first.RecordUpload(commands);
                second.RecordUpload(commands);
                tensor = converter.Record(commands, image);
            });
            // Known without waiting, now that the frame has ended.
            Assert.Equal(device.Info.Timestamps, converter.LastGpuTime > TimeSpan.Zero);
            // A step of 8 bits either way, where a colour lies between two.
            Assert.Null(Comparator.Difference(expected, tensor!.Readback(), 0.02));
        });

        static IEnumerable<byte> Color(byte y, byte[] uv, YuvStandard standard)
        {
            bool full = standard is YuvStandard.Bt601Full or YuvStandard.Bt709Full;
            (double kr, double kb) = standard is YuvStandard.Bt601 or YuvStandard.Bt601Full ? (0.299, 0.114) : (0.2126, 0.0722);
            double luma = full ? y / 255.0 : (y - 16) / 219.0, u = (uv[0] - 128) / (full ? 255.0 : 224), v = (uv[1] - 128) / (full ? 255.0 : 224);
            double red = luma + 2 * (1 - kr) * v, blue = luma + 2 * (1 - kb) * u, green = (luma - kr * red - kb * blue) / (1 - kr - kb);
            return [.. new[] { red, green, blue, 1 }.Select(c => (byte)Math.Round(255 * Math.Clamp(c, 0, 1)))];
        }
    }

    /// <summary>Hosts that show no command buffer; and one that leaves images in another layout than it gives them.</summary>
    [SkippableFact]
    public void An_image_is_read_by_a_submission_of_its_own()
    {
        VisionDevice device = GpuFixture.Device;
        ImageView picture = PreprocessImageTests.Noise(25, 14);
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            using var image = new TestImage(device, picture, HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal);
            frame.Run(image.RecordUpload);
            HostImage there = image.Host with { LayoutAfter = (int)ImageLayout.General }, back = image.Host with { Layout = (int)ImageLayout.General, LayoutAfter = image.Host.Layout };
            converter.Prepare(there);
            converter.Prepare(back);
            Tensor expected = PreprocessImageReference.Run(picture, Small);
            for (int i = 0; i < 6; i++)
                Assert.Null(Comparator.Difference(expected, converter.Submit(i % 2 == 0 ? there : back).Readback(), 1e-5));
            Assert.True(converter.LastRun.IsDone);
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
                device, picture, HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal, mip: 2, layer: 1);
            converter.Prepare(image.Host);
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
                using var image = new TestImage(device, picture, HostImageFormat.Bgra8Srgb, ImageLayout.ShaderReadOnlyOptimal);
                fromGpu.Prepare(image.Host);
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
            using var image = new TestImage(device, first, HostImageFormat.Rgba8, ImageLayout.General);
            converter.Prepare(image.Host);
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
        Assert.Contains("Prepare", Assert.Throws<InvalidOperationException>(() => converter.Record(1, image)).Message);
        Assert.Contains("Prepare", Assert.Throws<InvalidOperationException>(() => converter.Record(1, image with { Format = HostImageFormat.Bgra8 })).Message);
        Assert.Throws<ShapeException>(() => converter.Prepare(image with { Width = 0 }));
        Assert.Throws<ShapeException>(() => converter.Prepare(image with { Left = 4, PartWidth = 7 }));
        Assert.Contains("4 samples", Assert.Throws<ArgumentException>(() => converter.Prepare(image with { Samples = 4 })).Message);
        // Integers are no picture.
        Assert.Contains("VkFormat 41", Assert.Throws<ArgumentException>(() => converter.Prepare(image with { Format = (HostImageFormat)(int)Format.R8G8B8A8Uint })).Message);
        Assert.Contains("chroma", Assert.Throws<ArgumentException>(() => converter.Prepare(image with { Chroma = 2 })).Message);
    }

    private static byte[] Pixel(ImageView picture, int x, int y) => picture.Pixels.Span.Slice(y * picture.Stride + 4 * x, 4).ToArray();

    private static ImageView Map(ImageView picture, Func<ImageView, int, int, byte[]> pixel)
        => new(Enumerable.Range(0, picture.Width * picture.Height).SelectMany(i => pixel(picture, i % picture.Width, i / picture.Width)).ToArray(), picture.Width, picture.Height);

    /// <summary>What is made of an image.</summary>
    private static Tensor Seen(VisionDevice device, ImageView picture, HostImageFormat format, Func<HostImage, HostImage> how)
    {
        Tensor? seen = null;
        GpuFixture.Validated(device, () =>
        {
            using var converter = new TextureConverter(device, Small);
            using var frame = new HostFrame(device);
            using var image = new TestImage(device, picture, format, ImageLayout.ShaderReadOnlyOptimal);
            HostImage host = how(image.Host);
            converter.Prepare(host);
            GpuTensor? tensor = null;
            frame.Run(commands =>
            {
                image.RecordUpload(commands);
                tensor = converter.Record(commands, host);
            });
            seen = tensor!.Readback();
        });
        return seen!;
    }
}
