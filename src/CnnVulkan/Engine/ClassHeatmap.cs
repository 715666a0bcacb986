using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// Draws where a classifier looks into an image of the host: the map of the class that leads, or of <see cref="Class"/>, as heat with opacity, to be laid over
/// <see cref="FrameNetwork.SeenPart"/> of the picture. See <see cref="ClassActivationMap"/> for the networks that have one.
/// </summary>
public sealed class ClassHeatmap : NetworkView
{
    private readonly MapTarget _target = new();
    private bool _repaint;

    /// <summary>
    /// What is drawn on: an <see cref="HostImageFormat.Rgba8"/> image with <c>VK_IMAGE_USAGE_STORAGE_BIT</c>; 256×256 is enough, maps have 7 to 14. Null draws nothing. Between
    /// frames it is in <see cref="HostImage.LayoutAfter"/>; set it anew where the host has brought it into another layout, or dropped a
    /// frame. Before it is destroyed: <see cref="VisionHost.Forget"/>.
    /// </summary>
    public HostImage? Target
    {
        get => _target.Image;
        set
        {
            _repaint |= _target.Set(value, Host);
        }
    }

    /// <summary>The class; -1 for the one that leads.</summary>
    public int Class
    {
        get => Network?.HeatClass ?? -1;
        set
        {
            if (Network is { } network)
                network.HeatClass = value;
        }
    }

    /// <summary>Whether it shows anything of the network that runs.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Why there is no map; empty where there is one.</summary>
    public string Reason => Network?.NoHeatReason ?? "There is no network.";

    /// <summary>Draws once more what stands there: the host has lost what was drawn.</summary>
    public void Repaint() => _repaint = true;

    internal override bool WantsRepaint => _repaint && _target.Image is not null;

    internal override void Ask(NetworkNeeds needs) => needs.Heat = true;

    internal override bool IsServed(LoadedNetwork network) => network.Setup.Request.Needs.Heat;

    internal override void TakeOver(bool isOther) => IsShown &= !isOther;

    internal override void Record(in VisionFrame frame, LoadedNetwork network)
    {
        _repaint = false;
        if (_target.Image is not { } image || !network.Setup.HasHeat)
            return;
        Host!.Kernels.RecordHeat(
            frame.CommandBuffer, network.Picture(ClassActivationMap.Output), _target.Ranges(Host), _target.NextTurn(frame.Number, 1), _target.Target(Host), image);
        _target.Drawn();
        IsShown = true;
    }

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        _target.Retire(Host);
        base.OnDestroy();
    }

    internal override void Forget(ulong image) => _target.Forget(image);

    internal override void Abandon() => _target.Abandon(Host!);

    internal override void Detach() => _target.Detach();
}
