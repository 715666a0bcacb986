namespace CnnVulkan.Demo.Overlay;

/// <summary>Which of the overlay's two fonts.</summary>
internal enum FontWeight
{
    Regular,
    SemiBold,
}
