namespace CnnVulkan.Demo.Vision;

/// <summary>What a frame brings to the CPU when the GPU has finished it.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="PictureVersion">The version of the picture of the run that ended in it.</param>
/// <param name="Truth">What is on that picture, where it is known.</param>
/// <param name="HasRun">Whether a run ended in it; else only maps were painted anew.</param>
/// <param name="Maps">How many maps' ranges it found; 0 where none were painted.</param>
internal readonly record struct PendingResult(long Frame, long PictureVersion, string? Truth, bool HasRun, int Maps);
