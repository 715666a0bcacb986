namespace CnnVulkan.Training;

/// <summary>A picture that was left out.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Reason">Why.</param>
public sealed record UnreadablePicture(string Path, string Reason);
