namespace CnnVulkan.Demo.Sources.Video;

/// <summary>Something ffmpeg can open: what it is called, how it is opened, and what to do when it does not open.</summary>
internal abstract class VideoInput
{
    /// <summary>What a person calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it goes on without end, so that an end is a loss and it is worth trying again.</summary>
    public abstract bool IsLive { get; }

    /// <summary>ffmpeg's arguments up to and with <c>-i</c>: several ways, the best first; the first that gives a frame is kept.</summary>
    /// <exception cref="SourceException">There is nothing to open.</exception>
    public abstract IReadOnlyList<IReadOnlyList<string>> WaysToOpen(FfmpegProgram program, Pacing pacing);

    /// <summary>What a person can do about what ffmpeg said last.</summary>
    public abstract string Advice(string messages);

    /// <summary>A message of ffmpeg as it may be shown: without what is secret, and without the names of its parts and addresses in memory.</summary>
    public virtual string Readable(string message)
    {
        while (message.StartsWith('[') && message.IndexOf("] ", StringComparison.Ordinal) is > 0 and int end)
            message = message[(end + 2)..];
        return message;
    }

    /// <summary>The advice for the first of the texts that occurs in the messages.</summary>
    protected static string Choose(string messages, string otherwise, params (string Text, string Advice)[] table)
        => Array.Find(table, t => messages.Contains(t.Text, StringComparison.OrdinalIgnoreCase)).Advice ?? otherwise;
}
