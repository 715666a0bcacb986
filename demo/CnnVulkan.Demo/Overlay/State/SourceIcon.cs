namespace CnnVulkan.Demo.Overlay;

/// <summary>The kind of source that is shown by a small drawing.</summary>
internal enum SourceIcon
{
    Scene,
    Camera,
    Video,
    Pictures,
}
