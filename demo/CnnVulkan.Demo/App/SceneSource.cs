using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Scene;
using CnnVulkan.Demo.Scene.Rendering;
using CnnVulkan.Demo.Sources;

namespace CnnVulkan.Demo.App;

/// <summary>The 3D stage as a source: it moves with the frames' time, and fills the frame.</summary>
internal sealed class SceneSource(GraphicsDevice device, ulong seed, SceneQuality quality) : IFrameSource
{
    private readonly SceneRenderer _renderer = new(device, quality);

    public string Name => "Scene";

    public SourceState State => SourceState.Ready;

    public long Version { get; private set; }

    /// <summary>What stands on the stage, and the camera.</summary>
    public Stage Stage { get; } = new(seed);

    public GraphicsImage Record(FrameContext frame)
    {
        Stage.Update(frame.DeltaSeconds);
        Version++;
        return _renderer.Record(frame, Stage.View());
    }

    GraphicsImage? IFrameSource.Record(FrameContext frame) => Record(frame);

    public void Dispose() => device.Retire(_renderer);
}
