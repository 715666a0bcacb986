using CnnVulkan.Dispatching;

namespace CnnVulkan.Engine;

/// <summary>What a view draws on: an image of the host, with its descriptors and the ranges of what was drawn.</summary>
internal sealed class MapTarget
{
    private readonly (long Frame, int Count)[] _drawn = new (long, int)[MapRanges.Turns];
    private PictureTarget? _target;
    private MapRanges? _ranges;
    private int _turn;
    private long _read;

    /// <summary>The image; null while there is none.</summary>
    public HostImage? Image { get; set; }

    /// <summary>Where ranges are kept.</summary>
    public MapRanges Ranges(VisionHost host) => _ranges ??= host.Kernels.MakeRanges();

    /// <summary>The descriptors of the image, made where it is another than before.</summary>
    public PictureTarget Target(VisionHost host)
    {
        HostImage image = Image!.Value;
        if (_target is not null && _target.Key != PictureTarget.KeyOf(image))
        {
            host.Retire(_target);
            _target = null;
        }
        return _target ??= host.Kernels.Bind(image);
    }

    /// <summary>A place for the ranges of so many maps, drawn in this frame.</summary>
    public int NextTurn(long frame, int count)
    {
        _turn = (_turn + 1) % MapRanges.Turns;
        _drawn[_turn] = (frame, count);
        return _turn;
    }

    /// <summary>The ranges drawn last of those that the GPU has finished and that may be shown; empty where there are no newer ones.</summary>
    public ReadOnlySpan<ValueRange> NewRanges(VisionHost host)
    {
        int newest = -1;
        for (int i = 0; i < _drawn.Length; i++)
        {
            if (_drawn[i].Frame > _read && _drawn[i].Frame <= Math.Min(host.FinishedFrame, host.ShownFrame) && (newest < 0 || _drawn[i].Frame > _drawn[newest].Frame))
                newest = i;
        }
        if (newest < 0)
            return [];
        _read = _drawn[newest].Frame;
        return _ranges!.Read(newest, _drawn[newest].Count);
    }

    /// <summary>Forgets what was drawn: another network's maps come next.</summary>
    public void Forget()
    {
        Array.Clear(_drawn, 0, _drawn.Length);
        _read = 0;
    }

    /// <summary>Frees what it holds when no frame uses it any more.</summary>
    public void Retire(VisionHost host)
    {
        if (_target is not null)
            host.Retire(_target);
        if (_ranges is not null)
            host.Retire(_ranges);
        (_target, _ranges) = (null, null);
        Forget();
    }

    /// <summary>Frees it now: no frame is under way any more.</summary>
    public void Detach()
    {
        _target?.Dispose();
        _ranges?.Dispose();
        (_target, _ranges) = (null, null);
        Forget();
    }
}
