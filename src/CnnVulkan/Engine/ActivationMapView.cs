using CnnVulkan.Dispatching;
using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// Draws a layer's activation maps into an image of the host, where they lie on the GPU: a page of them as tiles, or one alone, each scaled to its own
/// range, dark violet over green to yellow. Another layer, page or map shows at once while the picture stands still.
/// </summary>
public sealed class ActivationMapView : PaintedView
{
    /// <summary>Maps of a page. More, and none can be made out.</summary>
    public const int MapsPerPage = MapRanges.Most;

    private ValueRange[] _ranges = [];
    private string? _layer;
    private int _page, _map = -1;

    /// <summary>The layer, by its name or its value's; null for the first convolution.</summary>
    public string? Layer
    {
        get => _layer;
        set => Change(ref _layer, value);
    }

    /// <summary>The layer's place in <see cref="FrameNetwork.Layers"/>; -1 where there is none.</summary>
    public int LayerIndex
    {
        get => Network is { } network ? NetworkSetup.Find(network.Layers, _layer) : -1;
        set => Layer = Network!.Layers[value].Name;
    }

    /// <summary>The page of its maps, from 0 on; beyond the last one the last.</summary>
    public int Page
    {
        get => _page;
        set => Change(ref _page, Math.Max(value, 0));
    }

    /// <summary>The map that is drawn alone; -1 for pages of all. One that the layer does not have draws nothing.</summary>
    public int Map
    {
        get => _map;
        set => Change(ref _map, value);
    }

    /// <summary>What is drawn, from the frame on in which it was recorded; null before the first time.</summary>
    public ShownMaps? Shown { get; private set; }

    /// <summary>The ranges of the maps drawn last that have come back, in the order of the tiles.</summary>
    public IReadOnlyList<ValueRange> Ranges => _ranges;

    /// <summary>How many pages a layer has.</summary>
    public static int PagesOf(ActivationLayer layer) => (layer.Maps + MapsPerPage - 1) / MapsPerPage;

    internal override void Ask(NetworkNeeds needs)
    {
        if (!needs.Layers.Contains(_layer))
            needs.Layers.Add(_layer);
    }

    internal override bool IsServed(LoadedNetwork network)
    {
        int shown = network.Setup.Find(_layer);
        return Keeps(network, shown - 1) && Keeps(network, shown) && Keeps(network, shown + 1);

        static bool Keeps(LoadedNetwork network, int index)
            => index < 0 || index >= network.Setup.Layers.Length || network.Keeps(network.Setup.Layers[index].Value);
    }

    internal override void TakeOver(bool isOther)
    {
        if (!isOther)
            return;
        (Shown, _ranges) = (null, []);
        Paint.ForgetRanges();
    }

    internal override bool Draw(in VisionFrame frame, LoadedNetwork network, in HostImage image)
    {
        int index = network.Setup.Find(_layer);
        if (index < 0 || !network.Keeps(network.Setup.Layers[index].Value))
            return false;
        ActivationLayer layer = network.Setup.Layers[index];
        if (_map >= layer.Maps)
        {
            Shown = null;
            return false;
        }
        int page = _map >= 0 ? 0 : Math.Min(_page, PagesOf(layer) - 1), first = _map >= 0 ? _map : page * MapsPerPage;
        (int width, int height) = image.Part;
        int count = _map >= 0 ? 1 : Math.Min(MapsPerPage, layer.Maps - first);
        // Every page as the fullest one, so that tiles do not change their size from page to page.
        TileSheet sheet = TileSheet.For(width, height, layer.Shape[3], layer.Shape[2], count, _map >= 0 ? 1 : Math.Min(MapsPerPage, layer.Maps));
        Host!.Kernels.RecordTiles(
            frame.CommandBuffer, network.Picture(layer.Value), first, Paint.Ranges(Host), Paint.NextTurn(frame.Number, count), Paint.Target(Host), image, sheet);
        if (Shown is not { } shown || shown.Layer != layer || shown.LayerIndex != index || shown.Page != page || shown.First != first || shown.Sheet != sheet)
            Shown = new ShownMaps(layer, index, page, first, sheet);
        return true;
    }

    /// <inheritdoc/>
    protected override void Update(in VisionFrame frame)
    {
        ReadOnlySpan<ValueRange> ranges = Paint.NewRanges(Host!);
        // Whoever shows them sees by the list that they are other ones.
        if (!ranges.IsEmpty && !ranges.SequenceEqual(_ranges))
            _ranges = ranges.ToArray();
    }

    private void Change<T>(ref T field, T value)
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
            return;
        field = value;
        Repaint();
    }
}
