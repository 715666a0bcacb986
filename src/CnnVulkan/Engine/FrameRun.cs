namespace CnnVulkan;

/// <summary>What a run of a network on a picture has brought.</summary>
/// <param name="Run">The run: its outputs, its time, the frames it took.</param>
/// <param name="Frame">The frame its last part was recorded in.</param>
/// <param name="PictureVersion">Which picture it looked at: <see cref="FrameSource.Version"/>.</param>
/// <param name="IsCut">Whether that shows something else than the picture before: what is smoothed starts afresh.</param>
public readonly record struct FrameRun(VisionRun Run, long Frame, long PictureVersion, bool IsCut);
