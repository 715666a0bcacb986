using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>A page of a layer's activation maps as tiles in one picture, and one map enlarged, both painted where the activations lie.</summary>
internal sealed class MapAtlas : IDisposable
{
    private const int PushBytes = 8 * sizeof(uint);

    private readonly MapPainter _tiles;
    private readonly MapPainter _enlarged;

    public MapAtlas(GraphicsDevice device)
    {
        _tiles = new MapPainter(device, "map_tiles.comp", PushBytes, "activation maps", MapPages.AtlasSize, MapPages.AtlasSize);
        try
        {
            _enlarged = new MapPainter(device, "map_tiles.comp", PushBytes, "enlarged map", MapPages.AtlasSize, MapPages.AtlasSize);
        }
        catch
        {
            _tiles.Dispose();
            throw;
        }
    }

    /// <summary>The tiles.</summary>
    public GraphicsImage Picture => _tiles.Picture;

    /// <summary>The enlarged map, from the upper left corner; see <see cref="EnlargedSheet"/>.</summary>
    public GraphicsImage Enlarged => _enlarged.Picture;

    /// <summary>What the tiles show; null before the first time.</summary>
    public MapPage? Shown { get; private set; }

    /// <summary>Where the enlarged map lies: one tile; null where none is enlarged.</summary>
    public TileSheet? EnlargedSheet { get; private set; }

    /// <summary>Records the painting of a page.</summary>
    public void Record(FrameContext frame, GpuTensor maps, MapPage page)
    {
        Record(_tiles, frame, maps, page.Layer, page.First, page.Sheet);
        Shown = page;
    }

    /// <summary>Records the painting of one map, with all the pixels it has and the picture holds.</summary>
    public void RecordEnlarged(FrameContext frame, GpuTensor maps, VisionLayer layer, int map)
    {
        TileSheet one = MapPages.Sheet(1, layer.Width, layer.Height, page: 0);
        Record(_enlarged, frame, maps, layer, map, one);
        EnlargedSheet = one;
    }

    /// <summary>Forgets what is shown: another network's maps come next.</summary>
    public void Forget() => (Shown, EnlargedSheet) = (null, null);

    /// <summary>Forgets the enlarged map.</summary>
    public void CloseEnlarged() => EnlargedSheet = null;

    /// <summary>The ranges of the page's maps that the frame of a slot found; it must have finished.</summary>
    public ReadOnlySpan<ValueRange> Ranges(int slot, int count) => _tiles.Ranges(slot, count);

    public void Dispose()
    {
        _enlarged.Dispose();
        _tiles.Dispose();
    }

    private static void Record(MapPainter painter, FrameContext frame, GpuTensor maps, VisionLayer layer, int first, TileSheet sheet)
        => painter.Record(frame, maps, first, sheet.Count, sheet.Extent, element => new TilesPush(
            element, (uint)layer.Width, (uint)layer.Height, (uint)sheet.Count, (uint)sheet.Columns, (uint)sheet.TileWidth, (uint)sheet.TileHeight, (uint)sheet.Gap));

    private readonly record struct TilesPush(
        uint Base, uint MapWidth, uint MapHeight, uint Tiles, uint Columns, uint TileWidth, uint TileHeight, uint Gap);
}
