using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>A camera stand-in: a picture that ffmpeg draws itself, at its rate.</summary>
/// <param name="graphs">ffmpeg's descriptions of it, one for each way to open it.</param>
internal sealed class LavfiInput(params string[] graphs) : VideoInput
{
    public override string Name => "test camera";

    public override bool IsLive => true;

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(FfmpegProgram program, Pacing pacing)
        => [.. graphs.Select(g => pacing == Pacing.Newest ? new[] { "-re", "-f", "lavfi", "-i", g } : ["-f", "lavfi", "-i", g])];

    public override string Advice(string messages) => "Do something.";
}
