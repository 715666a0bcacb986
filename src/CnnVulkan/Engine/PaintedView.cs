using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>A view that draws into an image of the host.</summary>
public abstract class PaintedView : NetworkView
{
    private bool _repaint;

    private protected PaintedView()
    {
    }

    /// <summary>
    /// What is drawn on: an <see cref="HostImageFormat.Rgba8"/> image with <c>VK_IMAGE_USAGE_STORAGE_BIT</c>, the part of it that the <see cref="HostImage"/> names, all of that;
    /// null draws nothing. Between frames it is in <see cref="HostImage.LayoutAfter"/>: set it anew where the host has brought it into another layout, or dropped a frame. Before
    /// it is destroyed: <see cref="VisionHost.Forget"/>.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be drawn on: says why.</exception>
    public HostImage? Target
    {
        get => Paint.Image;
        set => _repaint |= Paint.Set(value, Host);
    }

    /// <summary>What is drawn on, with all that belongs to it.</summary>
    internal MapTarget Paint { get; } = new();

    /// <summary>Draws once more what stands there: the host has lost what was drawn.</summary>
    public void Repaint() => _repaint = true;

    internal override bool WantsRepaint => _repaint && Paint.Image is not null;

    internal sealed override void Record(in VisionFrame frame, LoadedNetwork network)
    {
        // Once for each wish, whether there is anything to draw or not.
        _repaint = false;
        if (Paint.Image is not { } image || !Draw(frame, network, image))
            return;
        Paint.Drawn();
    }

    /// <summary>Draws what the last run has left; whether there was anything.</summary>
    internal abstract bool Draw(in VisionFrame frame, LoadedNetwork network, in HostImage image);

    internal sealed override void Forget(ulong image) => Paint.Forget(image);

    internal sealed override void Abandon() => Paint.Abandon(Host!);

    internal sealed override void Detach() => Paint.Detach();

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        Paint.Retire(Host);
        base.OnDestroy();
    }
}
