namespace CnnVulkan.Demo.Vision;

/// <summary>What the atlas shows.</summary>
/// <param name="Network">The name of the network.</param>
/// <param name="LayerIndex">The layer's place in its list.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="Grid">Where its tiles lie.</param>
internal sealed record MapPage(string Network, int LayerIndex, VisionLayer Layer, int Page, TileGrid Grid)
{
    public int Pages => TileGrid.Pages(Layer.Maps);
}
