using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pad;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Rendering;

namespace CnnVulkan.Demo.App;

/// <summary>
/// The sources a person can switch between, one of each kind; only the one on show is open. The scene and what was drawn on the pad stay,
/// so that they look the same when one comes back.
/// </summary>
internal sealed class SourceSlots : IDisposable
{
    private static readonly SourceKind[] Order = [SourceKind.Scene, SourceKind.Camera, SourceKind.Pictures, SourceKind.Video, SourceKind.Pad];

    private readonly GraphicsDevice _device;
    private readonly Pacing _pacing;
    private readonly Dictionary<SourceKind, SourceSpec> _known = new() { [SourceKind.Camera] = new SourceSpec(SourceKind.Camera, []) };
    private IFrameSource? _open;
    private GraphicsImage? _picture;
    private int _camera;
    private long _openVersion = -1;

    public SourceSlots(GraphicsDevice device, ulong seed, Pacing pacing)
    {
        _device = device;
        _pacing = pacing;
        // A CPU draws the live scene while it computes; frames for files may take their time.
        Scene = new SceneSource(device, seed, device.IsCpu && pacing == Pacing.Newest ? SceneQuality.Fast : SceneQuality.Full);
    }

    public SceneSource Scene { get; }

    /// <summary>What the pad is drawn on.</summary>
    public PadCanvas Canvas { get; } = new();

    /// <summary>The pad; null while another source is on show.</summary>
    public PadSource? Pad => _open as PadSource;

    /// <summary>The kind on show; network cameras count as videos.</summary>
    public SourceKind Kind { get; private set; } = SourceKind.Scene;

    /// <summary>The source on show; null where that kind has nothing to show.</summary>
    public IFrameSource? Current => Kind == SourceKind.Scene ? Scene : _open;

    /// <summary>Why there is no source; empty where there is one.</summary>
    public string Missing { get; private set; } = "";

    /// <summary>Goes up whenever the picture changes, whatever source it is from.</summary>
    public long Version { get; private set; }

    /// <summary>Shows a source, and remembers it for its kind.</summary>
    public void Show(SourceSpec spec)
    {
        SourceKind slot = spec.Kind == SourceKind.Network ? SourceKind.Video : spec.Kind;
        if (slot is not (SourceKind.Scene or SourceKind.Pad))
            _known[slot] = spec;
        Open(slot);
    }

    /// <summary>Shows the source of a kind, the last one there was; of cameras, asked again, the next.</summary>
    public void Show(SourceKind kind)
    {
        if (kind == SourceKind.Camera && Kind == kind)
            _known[kind] = new SourceSpec(kind, [$"+{++_camera}"]);
        Open(kind);
    }

    public void ShowNext() => Show(Order[(Array.IndexOf(Order, Kind) + 1) % Order.Length]);

    /// <summary>Records the newest picture; while paused the last one stays. Null where there is none yet.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="passed">Seconds for the person in front of it: the camera moves even while the scene stands.</param>
    public GraphicsImage? Record(FrameContext frame, float passed)
    {
        if (Current is not { } source)
            return _picture = null;
        // Only videos must be held: the scene and slide shows go by the frame's time, and may be looked through while it stands.
        bool paused = frame.DeltaSeconds == 0 && _picture is not null && source is FfmpegSource;
        if (paused)
            return _picture;
        if (source == Scene && frame.DeltaSeconds == 0)
            Scene.Stage.Camera.Update(passed);
        _picture = source.Record(frame);
        if (_openVersion != source.Version)
        {
            _openVersion = source.Version;
            Version++;
        }
        return _picture;
    }

    public void Dispose()
    {
        Close();
        Scene.Dispose();
    }

    private void Open(SourceKind kind)
    {
        Close();
        (Kind, Missing) = (kind, "");
        if (kind == SourceKind.Scene)
            return;
        if (kind == SourceKind.Pad)
        {
            _open = new PadSource(_device, Canvas);
            return;
        }
        if (!_known.TryGetValue(kind, out SourceSpec? spec))
        {
            Missing = kind == SourceKind.Pictures ? "Drop pictures or a folder of them on this window." : "Drop a video on this window, or start with --source.";
            return;
        }
        try
        {
            _open = SourceFactory.Open(_device, spec, _pacing);
        }
        catch (SourceException error)
        {
            Missing = error.Message;
        }
    }

    private void Close()
    {
        _open?.Dispose();
        (_open, _picture, _openVersion) = (null, null, -1);
    }
}
