namespace CnnVulkan.Demo.Overlay;

/// <summary>Classes of one's own being taught.</summary>
/// <param name="Phase">Waiting while the network is made ready.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Shown">The class that examples are taken of now; null for none.</param>
/// <param name="IsTraining">Whether there is something still to learn.</param>
/// <param name="Steps">How many steps were trained.</param>
internal sealed record TeachStatus(Phase Phase, int Classes, string? Shown, bool IsTraining, long Steps);
