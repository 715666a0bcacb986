namespace CnnVulkan.Demo.Sources.Video;

/// <summary>How a video feed behaves; tests shorten the times.</summary>
internal sealed record VideoOptions
{
    /// <summary>Which frames are kept.</summary>
    public Pacing Pacing { get; init; }

    /// <summary>Larger frames are scaled down to fit; 1280 is what the window shows at its usual size.</summary>
    public int MaxWidth { get; init; } = 1280;

    /// <inheritdoc cref="MaxWidth"/>
    public int MaxHeight { get; init; } = 720;

    /// <summary>The wait before a lost camera is tried again; doubled each time up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc cref="FirstRetry"/>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first frame may take: some cameras warm up for seconds, and streams begin at a key frame.</summary>
    public TimeSpan OpenLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long any later frame may take before the source counts as lost.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The folders in which ffmpeg is looked for, as in the variable PATH.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";
}
