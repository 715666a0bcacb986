namespace CnnVulkan.Demo.Overlay;

/// <summary>The pad to draw on.</summary>
/// <param name="IsEmpty">Whether nothing is drawn.</param>
/// <param name="Erases">Whether the left button erases.</param>
internal sealed record PadStatus(bool IsEmpty, bool Erases);
