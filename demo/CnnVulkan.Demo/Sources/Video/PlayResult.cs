namespace CnnVulkan.Demo.Sources.Video;

/// <summary>How one run of ffmpeg went.</summary>
/// <param name="Frames">Frames that came.</param>
/// <param name="IsWhole">Whether it came to the end by itself and without an error.</param>
/// <param name="Reason">Otherwise, what is to be said about it.</param>
internal readonly record struct PlayResult(long Frames, bool IsWhole, string Reason);
