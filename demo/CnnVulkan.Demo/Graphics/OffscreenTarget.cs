using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Graphics;

/// <summary>Frames without a window or a display server; their pictures can be read.</summary>
internal sealed class OffscreenTarget : IFrameTarget
{
    private readonly GraphicsDevice _device;
    private readonly FrameRing _frames;
    private readonly float _scale;

    public OffscreenTarget(GraphicsDevice device, int width, int height, float scale = 1)
    {
        _device = device;
        _scale = scale;
        _frames = new FrameRing(device);
        try
        {
            Picture = new RenderTarget(device, "frame", width, height, IFrameTarget.PassKind);
        }
        catch
        {
            _frames.Dispose();
            throw;
        }
    }

    public RenderTarget Picture { get; }

    public FrameContext? Begin(FrameTime time) => _frames.Begin(time, Picture.Width, Picture.Height, _scale);

    public void End(FrameContext frame) => _frames.End(frame);

    public byte[] ReadPixels() => PixelReader.Read(_device, Picture.Color!);

    public void Dispose()
    {
        _device.WaitIdle();
        Picture.Dispose();
        _frames.Dispose();
    }
}
