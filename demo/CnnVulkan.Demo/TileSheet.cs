namespace CnnVulkan.Demo;

/// <summary>How tiles of one size lie in a texture: row by row, with a gap after each.</summary>
/// <param name="Width">The texture's width in pixels.</param>
/// <param name="Height">The texture's height in pixels.</param>
/// <param name="TileWidth">A tile's width.</param>
/// <param name="TileHeight">A tile's height.</param>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Count">Tiles that are there.</param>
/// <param name="Gap">Pixels after each tile, to the right and below.</param>
internal readonly record struct TileSheet(int Width, int Height, int TileWidth, int TileHeight, int Columns, int Count, int Gap = 0)
{
    public int Rows => (Count + Columns - 1) / Columns;

    /// <summary>The pixels of the texture that the tiles take, with their gaps.</summary>
    public (int Width, int Height) Extent => (Columns * (TileWidth + Gap), Rows * (TileHeight + Gap));

    public float Aspect => TileHeight == 0 ? 1 : (float)TileWidth / TileHeight;

    /// <summary>Where a tile lies, in fractions of the texture.</summary>
    public Rect Part(int tile) => new(
        (float)(tile % Columns * (TileWidth + Gap)) / Width, (float)(tile / Columns * (TileHeight + Gap)) / Height,
        (float)TileWidth / Width, (float)TileHeight / Height);
}
