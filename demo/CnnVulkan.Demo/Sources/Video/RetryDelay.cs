namespace CnnVulkan.Demo.Sources.Video;

/// <summary>How long to wait before trying again: twice as long each time, up to a limit.</summary>
internal sealed class RetryDelay(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>The wait before the next try.</summary>
    public TimeSpan Next()
    {
        // 2^20 times half a second is a week: no limit is longer.
        TimeSpan wait = first * Math.Pow(2, Math.Min(_failures, 20));
        _failures++;
        return wait < longest ? wait : longest;
    }

    /// <summary>It worked: begin anew.</summary>
    public void Reset() => _failures = 0;
}
