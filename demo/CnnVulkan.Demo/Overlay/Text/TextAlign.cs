namespace CnnVulkan.Demo.Overlay;

/// <summary>Where a text stands in its box.</summary>
internal enum TextAlign
{
    Left,
    Center,
    Right,
}
