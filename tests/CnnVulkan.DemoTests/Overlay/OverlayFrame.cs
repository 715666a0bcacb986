using System.Numerics;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.DemoTests.Overlay;

/// <summary>Draws the overlay on the GPU, with made-up pictures.</summary>
internal sealed class OverlayFrame(GraphicsDevice device, GlyphAtlas atlas) : IDisposable
{
    private readonly OverlayRenderer _renderer = new(device, atlas);
    private readonly List<GraphicsImage> _images = [];

    public OverlayRenderer Renderer => _renderer;

    /// <summary>Uploads a texture, eight bits a channel.</summary>
    public void Bind(OverlayTexture slot, SoftwareTexture texture)
    {
        var bytes = new byte[texture.Width * texture.Height * 4];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)MathF.Round(Math.Clamp(texture[i / 4 % texture.Width, i / 4 / texture.Width][i % 4], 0, 1) * 255);
        using var staging = new GraphicsBuffer(device, "staging", (ulong)bytes.Length, BufferUsageFlags.TransferSrcBit, hostVisible: true);
        bytes.CopyTo(staging.Mapped);
        var image = new GraphicsImage(
            device, $"{slot}", texture.Width, texture.Height, Format.R8G8B8A8Unorm, ImageUsageFlags.TransferDstBit | ImageUsageFlags.SampledBit);
        _images.Add(image);
        device.RunOnce(commands => image.Upload(commands, staging, 0));
        _renderer.Bind(slot, image);
    }

    /// <summary>Draws a frame and reads it: RGBA.</summary>
    public byte[] Draw(DrawList list, OffscreenTarget target)
    {
        FrameContext frame = target.Begin(default)!;
        _renderer.Prepare(frame, list);
        target.Picture.Begin(frame.Commands, new Vector4(0, 0, 0, 1));
        _renderer.Record(frame, list);
        target.Picture.End(frame.Commands);
        target.End(frame);
        return target.ReadPixels();
    }

    public void Dispose()
    {
        device.WaitIdle();
        _renderer.Dispose();
        foreach (GraphicsImage image in _images)
            image.Dispose();
    }
}
