namespace CnnVulkan.Cli.Pictures;

/// <summary>The tiles of patches, cut picture by picture, so that each picture is read once and none is kept.</summary>
internal sealed class PatchTiles
{
    private readonly Dictionary<Patch, Canvas> _tiles = [];

    public PatchTiles(VisionDevice device, Preprocessing preprocessing, IEnumerable<Patch> patches)
    {
        using var seen = new SeenPicture(device, preprocessing);
        foreach (IGrouping<string, Patch> picture in patches.GroupBy(p => p.Picture))
        {
            Canvas canvas = seen.Draw(PictureFile.Load(picture.Key));
            foreach (Patch patch in picture)
                _tiles[patch] = PatchTile.Cut(canvas, patch.Area, PatchSheet.TileExtent);
        }
    }

    public Canvas Tile(Patch patch) => _tiles[patch];
}
