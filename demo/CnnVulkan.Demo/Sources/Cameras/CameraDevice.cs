namespace CnnVulkan.Demo.Sources.Cameras;

/// <summary>A camera of this machine.</summary>
/// <param name="Id">What ffmpeg opens: a device file, a name, or a number, by platform.</param>
/// <param name="Name">What the camera calls itself.</param>
internal sealed record CameraDevice(string Id, string Name);
