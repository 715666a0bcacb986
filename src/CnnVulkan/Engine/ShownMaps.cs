namespace CnnVulkan;

/// <summary>What an <see cref="ActivationMapView"/> has drawn.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="LayerIndex">Its place in <see cref="FrameNetwork.Layers"/>.</param>
/// <param name="Page">The page of its maps, from 0 on; 0 where one map is drawn alone.</param>
/// <param name="First">The first map.</param>
/// <param name="Sheet">Where the maps lie.</param>
public sealed record ShownMaps(ActivationLayer Layer, int LayerIndex, int Page, int First, TileSheet Sheet)
{
    /// <summary>How many pages the layer has.</summary>
    public int Pages => ActivationMapView.PagesOf(Layer);
}
