using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Sources.Pictures;

/// <summary>Picture files as a source: one after the other, by key or by itself.</summary>
internal sealed class PictureSource : IFrameSource
{
    /// <summary>Sums of sixtieths of a second are not exact; a frame must not be late for that.</summary>
    private const double Rounding = 1e-6;

    private readonly PictureShow _show;
    private readonly UploadedPicture _picture;
    private double? _turnAt;
    private string _name = "";
    private int _named = -1;

    /// <param name="device">Where the pictures go; borrowed.</param>
    /// <param name="paths">Picture files, and folders of them.</param>
    /// <param name="pacing">Whether a frame waits for its picture to be decoded.</param>
    /// <param name="interval">After how many seconds of scene time the next picture comes by itself; 0 for never.</param>
    /// <exception cref="SourceException">There is no picture.</exception>
    public PictureSource(GraphicsDevice device, IReadOnlyList<string> paths, Pacing pacing, double interval)
    {
        _show = new PictureShow(PictureList.Find(paths), pacing);
        _picture = new UploadedPicture(device, "picture");
        Interval = interval;
    }

    public string Name
    {
        get
        {
            int index = _show.Index;
            if (index != _named)
                (_named, _name) = (index, _show.Count == 1 ? _show.FileName : $"{_show.FileName} ({index + 1} of {_show.Count})");
            return _name;
        }
    }

    public Availability State => _show.State;

    public long Version => _picture.Version;

    /// <summary>After how many seconds of scene time the next picture comes by itself; 0 for never.</summary>
    public double Interval { get; set; }

    /// <summary>Goes to the next picture.</summary>
    public void Next() => Move(1);

    /// <summary>Goes to the picture before.</summary>
    public void Previous() => Move(-1);

    public GraphicsImage? Record(FrameContext frame)
    {
        if (_turnAt is { } turnAt && frame.Seconds > turnAt - Rounding && Interval > 0 && _show.Count > 1)
            Move(1);
        // Counted from the frame that asks for a picture, not from when it is decoded: the same frames show the same pictures.
        _turnAt ??= frame.Seconds + Interval;
        return _show.Take() is { } pixels ? _picture.Record(frame, pixels) : _picture.Image;
    }

    public void Dispose()
    {
        _show.Stop();
        _picture.Dispose();
    }

    private void Move(int direction)
    {
        _show.Move(direction);
        _turnAt = null;
    }
}
