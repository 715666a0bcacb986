using CnnVulkan.Demo.Sources;
using CnnVulkan.Scenes;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Rendering;

namespace CnnVulkan.Demo.App;

/// <summary>The 3D stage as a source: it moves with the frames' time, and fills the frame.</summary>
internal sealed class SceneSource(GraphicsDevice device, ulong seed, SceneQuality quality) : IFrameSource
{
    private readonly SceneRenderer _renderer = new(device, quality);

    private SceneView? _view;
    private float _aspect = 1;
    private (ViewPoint, int, int, StageMode, int, int) _seen;

    public string Name => "Scene";

    public Availability State => Availability.Ready;

    public long Version { get; private set; }

    /// <summary>What stands on the stage, and the camera.</summary>
    public Stage Stage { get; } = new(seed);

    /// <summary>What is on a part of the picture recorded last, in fractions of it: a label of the props', or <see cref="SceneSubject.Nothing"/>.</summary>
    public string Subject(Rect part)
        => _view is null ? SceneSubject.Nothing : SceneSubject.Of(_view, _aspect, new(part.X, part.Y), new(part.Right, part.Bottom));

    public GraphicsImage Record(FrameContext frame)
    {
        Stage.Update(frame.DeltaSeconds);
        SceneView view = Stage.View();
        (_view, _aspect) = (view, (float)frame.Width / frame.Height);
        var seen = (view.Camera, Stage.PropIndex, Stage.Colourway, Stage.Mode, frame.Width, frame.Height);
        // While time stands and nobody moves anything, the network has nothing new to see.
        if (frame.DeltaSeconds > 0 || seen != _seen)
            Version++;
        _seen = seen;
        return _renderer.Record(frame, view);
    }

    GraphicsImage? IFrameSource.Record(FrameContext frame) => Record(frame);

    public void Dispose() => device.Retire(_renderer);
}
