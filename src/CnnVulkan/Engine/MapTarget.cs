using CnnVulkan.Dispatching;
using CnnVulkan.Files;

namespace CnnVulkan.Engine;

/// <summary>What a view draws on: an image of the host, with its descriptors and the ranges of what was drawn.</summary>
internal sealed class MapTarget
{
    /// <summary>A host may draw on a ring of images.</summary>
    private const int MostImages = 4;

    private readonly (long Frame, int Count)[] _drawn = new (long, int)[MapRanges.Turns];
    private readonly RecentlyUsed<(ulong Image, int MipLevel, int ArrayLayer), PictureTarget> _targets = new(MostImages);
    private MapRanges? _ranges;
    private int _turn;
    private long _read;

    /// <summary>The image; null while there is none.</summary>
    public HostImage? Image { get; private set; }

    /// <summary>Takes another image, or none; whether it is to be drawn on for the first time.</summary>
    /// <exception cref="ArgumentException">It cannot be drawn on: says why.</exception>
    public bool Set(HostImage? image, VisionHost? host)
    {
        image?.CheckTarget();
        bool isOther = image is { } now && (Image is not { } before || PictureTarget.KeyOf(now) != PictureTarget.KeyOf(before)
            || (now.Left, now.Top, now.Part, now.FlipY) != (before.Left, before.Top, before.Part, before.FlipY));
        if (image is null)
            RetireTargets(host);
        Image = image;
        return isOther;
    }

    /// <summary>Notes that it was drawn on.</summary>
    public void Drawn() => Image = Image!.Value with { Layout = Image.Value.LayoutAfter ?? Image.Value.Layout };

    /// <summary>Where ranges are kept.</summary>
    public MapRanges Ranges(VisionHost host) => _ranges ??= host.Kernels.MakeRanges();

    /// <summary>The descriptors of the image, made where it is one not seen lately.</summary>
    public PictureTarget Target(VisionHost host)
    {
        HostImage image = Image!.Value;
        if (_targets.Find(PictureTarget.KeyOf(image)) is { } known)
            return known;
        _targets.MakeRoom(host.Retire);
        PictureTarget made = host.Kernels.Bind(image);
        _targets.Add(made.Key, made);
        return made;
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
    public void ForgetRanges()
    {
        Array.Clear(_drawn, 0, _drawn.Length);
        _read = 0;
    }

    /// <summary>Frees what was made for an image that is about to be destroyed; no frame uses it any more.</summary>
    public void Forget(ulong image)
    {
        _targets.Remove(key => key.Image == image);
        if (Image is { } shown && shown.Image == image)
            Image = null;
    }

    /// <summary>Forgets what was drawn in frames that the GPU has not finished: they were dropped.</summary>
    public void Abandon(VisionHost host)
    {
        for (int i = 0; i < _drawn.Length; i++)
        {
            if (_drawn[i].Frame > host.FinishedFrame)
                _drawn[i] = default;
        }
    }

    /// <summary>Frees what it holds when no frame uses it any more.</summary>
    public void Retire(VisionHost? host)
    {
        RetireTargets(host);
        if (_ranges is not null)
            host?.Retire(_ranges);
        _ranges = null;
        ForgetRanges();
    }

    /// <summary>Frees it now: no frame is under way any more. Images are another device's.</summary>
    public void Detach()
    {
        _targets.Clear();
        _ranges?.Dispose();
        (_ranges, Image) = (null, null);
        ForgetRanges();
    }

    private void RetireTargets(VisionHost? host) => _targets.Clear(target => host?.Retire(target));
}
