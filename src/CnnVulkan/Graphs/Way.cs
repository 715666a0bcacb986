namespace CnnVulkan;

/// <summary>A way to compute a layer: an algorithm and the tiles it works in.</summary>
/// <param name="Algorithm">The algorithm's name, such as <c>tiled</c>.</param>
/// <param name="Tile">The size of its tiles; the default where it has no choice.</param>
public sealed record Way(string Algorithm, TileSize Tile = default)
{
    /// <summary>Such as <c>tiled 2×8/4</c>.</summary>
    public override string ToString() => Tile == default ? Algorithm : $"{Algorithm} {Tile}";
}
