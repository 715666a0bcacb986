using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;
using SixLabors.ImageSharp.PixelFormats;
using Picture = SixLabors.ImageSharp.Image;

namespace CnnVulkan.DemoTests.Harness;

/// <summary>A picture on the GPU as sources hand it out, with its pixels beside it.</summary>
internal sealed class TestPicture : IDisposable
{
    private TestPicture(GraphicsDevice device, byte[] pixels, int width, int height)
    {
        Pixels = pixels;
        Image = new GraphicsImage(
            device, "test picture", width, height, Format.R8G8B8A8Unorm,
            ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit | ImageUsageFlags.SampledBit);
        using var staging = new GraphicsBuffer(device, "test picture", (ulong)pixels.Length, BufferUsageFlags.TransferSrcBit, hostVisible: true);
        pixels.CopyTo(staging.Mapped);
        device.RunOnce(commands => Image.Upload(commands, staging, 0));
    }

    public GraphicsImage Image { get; }

    /// <summary>RGBA8, rows from the top.</summary>
    public byte[] Pixels { get; }

    public CnnVulkan.ImageView View => new(Pixels, Image.Width, Image.Height);

    /// <summary>Seeded blobs of colour: something that every filter answers to.</summary>
    public static TestPicture Pattern(GraphicsDevice device, int width, int height, int seed = 1)
    {
        var pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            (int x, int y) = (i % width, i / width);
            for (int c = 0; c < 3; c++)
                pixels[i * 4 + c] = (byte)(128 + 120 * Math.Sin(x * (0.11 + 0.03 * c) + seed) * Math.Cos(y * (0.07 + 0.05 * c) - seed));
            pixels[i * 4 + 3] = 255;
        }
        return new TestPicture(device, pixels, width, height);
    }

    public static TestPicture Photo(GraphicsDevice device, string path)
    {
        using SixLabors.ImageSharp.Image<Rgba32> photo = Picture.Load<Rgba32>(path);
        var pixels = new byte[photo.Width * photo.Height * 4];
        photo.CopyPixelDataTo(pixels);
        return new TestPicture(device, pixels, photo.Width, photo.Height);
    }

    public void Dispose() => Image.Dispose();
}
