using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Vision;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.DemoTests.Vision;

/// <summary>A frame loop in small around a session: what a window does, without drawing.</summary>
internal sealed class VisionFrames : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly OffscreenTarget _target;
    private double _seconds;

    public VisionFrames(GraphicsDevice device, VisionOptions options, TestPicture picture)
    {
        _device = device;
        _target = new OffscreenTarget(device, 8, 8);
        Picture = picture;
        Session = new VisionSession(device, options, picture.Image.Width, picture.Image.Height);
    }

    public VisionSession Session { get; }

    public TestPicture Picture { get; set; }

    public long Version { get; set; } = 1;

    /// <summary>Records and submits frames; returns what came back meanwhile.</summary>
    public List<VisionResult> Run(int frames)
    {
        var results = new List<VisionResult>();
        for (int i = 0; i < frames; i++)
        {
            _seconds += 1 / 60.0;
            FrameContext frame = _target.Begin(new FrameTime(_seconds, 1 / 60f))!;
            Session.Record(frame, Picture.Image, Version);
            _target.End(frame);
            results.AddRange(Session.Poll());
        }
        return results;
    }

    /// <summary>Runs frames until a run of the network has come back, and all the GPU was given is finished.</summary>
    public VisionResult RunOnce(int most = 500)
    {
        Session.WaitUntilLoaded();
        for (int i = 0; i < most; i++)
        {
            List<VisionResult> results = Run(1);
            if (results.Count > 0)
                return results[^1];
        }
        throw new TimeoutException($"No run ended within {most} frames ({Session.State.Message}).");
    }

    public byte[] Read(GraphicsImage image)
    {
        _device.WaitIdle();
        return PixelReader.Read(_device, image);
    }

    public void Dispose()
    {
        _device.WaitIdle();
        Session.Dispose();
        _target.Dispose();
    }
}
