namespace CnnVulkan.Demo.Sources;

/// <summary>How a source is doing, with a sentence for the person in front of it.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">What, where and what to do; for <see cref="SourceStatus.Ready"/> a remark, or nothing.</param>
/// <remarks>A class, so that one thread sets and another reads it whole.</remarks>
internal sealed record SourceState(SourceStatus Status, string Message)
{
    /// <summary>There are pictures, and nothing to say.</summary>
    public static SourceState Ready { get; } = new(SourceStatus.Ready, "");

    /// <summary>Pictures are expected.</summary>
    public static SourceState Waiting(string message) => new(SourceStatus.Waiting, message);

    /// <summary>There are pictures, and something was noticed.</summary>
    public static SourceState ReadyBut(string message) => new(SourceStatus.Ready, message);

    /// <summary>There are no pictures.</summary>
    public static SourceState Failed(string message) => new(SourceStatus.Failed, message);
}
