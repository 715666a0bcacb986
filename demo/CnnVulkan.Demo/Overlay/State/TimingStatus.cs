namespace CnnVulkan.Demo.Overlay;

/// <summary>How fast frames and inferences go.</summary>
/// <param name="Frame">Milliseconds of the last frames.</param>
/// <param name="Inference">GPU milliseconds of the last inferences.</param>
/// <param name="FramesPerSecond">Frames shown in the last second.</param>
/// <param name="InferencesPerSecond">Results in the last second.</param>
internal readonly record struct TimingStatus(TimeHistory Frame, TimeHistory Inference, float FramesPerSecond, float InferencesPerSecond);
