using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>A frame loop that shows nothing but what a source makes.</summary>
internal sealed class SourceFrames(GraphicsDevice device) : IDisposable
{
    private readonly OffscreenTarget _target = new(device, 4, 4);
    private long _number;

    /// <summary>Records one frame; frame N is at N / 60 s.</summary>
    /// <returns>What the source gave.</returns>
    public GraphicsImage? Record(IFrameSource source)
    {
        FrameContext frame = _target.Begin(new FrameTime(++_number / 60.0, 1 / 60f))!;
        GraphicsImage? image = source.Record(frame);
        _target.Picture.Begin(frame.Commands);
        _target.Picture.End(frame.Commands);
        _target.End(frame);
        return image;
    }

    /// <summary>Records one frame and reads the picture back; nothing if the source gave none.</summary>
    public byte[] Pixels(IFrameSource source) => Record(source) is { } image ? PixelReader.Read(device, image) : [];

    public void Dispose() => _target.Dispose();
}
