namespace CnnVulkan.Demo.Overlay;

/// <summary>Which of the overlay's pipelines draws an instance; within a layer they follow one another in this order.</summary>
internal enum DrawPass
{
    Shapes,
    Images,
    Glyphs,
}
