namespace CnnVulkan.Demo.Vision;

/// <summary>What the atlas shows.</summary>
/// <param name="Network">The name of the network.</param>
/// <param name="LayerIndex">The layer's place in its list.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Page">The page, from 0.</param>
internal sealed record MapPage(string Network, int LayerIndex, VisionLayer Layer, int Page)
{
    /// <summary>Where its tiles lie.</summary>
    public TileSheet Sheet { get; } = MapPages.Sheet(Layer.Maps, Layer.Width, Layer.Height, Page);

    /// <summary>The first map of the page.</summary>
    public int First => Page * MapPages.MostPerPage;

    public int Pages => MapPages.Count(Layer.Maps);
}
