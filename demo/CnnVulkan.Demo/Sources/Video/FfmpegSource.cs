using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Sources.Video;

/// <summary>A camera, a video file or a stream as a source, read by ffmpeg.</summary>
internal sealed class FfmpegSource(GraphicsDevice device, VideoInput input, VideoOptions options) : IFrameSource
{
    private readonly VideoFeed _feed = new(input, options);
    private readonly UploadedPicture _picture = new(device, "video");

    public string Name => _feed.Name;

    public Availability State => _feed.State;

    public long Version => _picture.Version;

    public GraphicsImage? Record(FrameContext frame)
        => _feed.Take() is { } pixels ? _picture.Record(frame, pixels) : _picture.Image;

    public void Dispose()
    {
        _feed.Stop();
        _picture.Dispose();
    }
}
