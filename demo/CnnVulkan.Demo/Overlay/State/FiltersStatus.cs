namespace CnnVulkan.Demo.Overlay;

/// <summary>The first convolution's filters, as colour tiles in <see cref="OverlayTexture.Filters"/>.</summary>
/// <param name="Layer">The convolution's name.</param>
/// <param name="Shape">The filters' shape: "64 × 3 × 7 × 7".</param>
/// <param name="Sheet">The tiles.</param>
internal sealed record FiltersStatus(string Layer, string Shape, TileSheet Sheet);
