namespace CnnVulkan.Demo.Sources.Video;

/// <summary>A video file, played again and again.</summary>
internal sealed class FileInput(string path) : VideoInput
{
    public override string Name => Path.GetFileName(path);

    public override bool IsLive => false;

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(FfmpegProgram program, Pacing pacing)
    {
        if (!File.Exists(path))
            throw new SourceException($"The video '{path}' is not there any more.");
        // Without the prefix a name such as concat:a would not mean a file.
        string[] open = ["-stream_loop", "-1", "-i", "file:" + path];
        return [pacing == Pacing.EveryFrame ? open : ["-re", .. open]];
    }

    public override string Advice(string messages) => Choose(messages,
        "Try to play it with another program; ffmpeg must be able to read it.",
        ("Permission denied", "This user may not read the file: change its permissions."),
        ("moov atom not found", "The recording was never finished, or the file is no video: choose another."),
        ("Invalid data found", "The file is damaged or no video: choose another."),
        ("does not contain any stream", "There is sound in the file but no picture: choose another."),
        ("matches no streams", "There is sound in the file but no picture: choose another."));
    public override string Readable(string message) => base.Readable(message).Replace("file:" + path, Name, StringComparison.Ordinal);
}
