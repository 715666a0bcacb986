namespace CnnVulkan.Demo;

/// <summary>How a source or a network is doing, with words for the person in front of it.</summary>
/// <param name="Phase">Whether it can be used.</param>
/// <param name="Message">What, where and what to do; of what can be used a remark, or nothing.</param>
/// <remarks>A class, so that one thread sets and another reads it whole.</remarks>
internal sealed record Availability(Phase Phase, string Message)
{
    /// <summary>It can be used, and there is nothing to say.</summary>
    public static Availability Ready { get; } = new(Phase.Ready, "");

    /// <summary>It is expected.</summary>
    public static Availability Waiting(string message) => new(Phase.Waiting, message);

    /// <summary>It can be used, and something was noticed.</summary>
    public static Availability ReadyBut(string message) => new(Phase.Ready, message);

    /// <summary>It cannot be used.</summary>
    public static Availability Failed(string message) => new(Phase.Failed, message);
}
