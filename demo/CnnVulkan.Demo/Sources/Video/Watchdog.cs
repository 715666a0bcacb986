namespace CnnVulkan.Demo.Sources.Video;

/// <summary>Does something when nobody reports in time.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Timer _timer;
    private volatile bool _hasBitten;

    public Watchdog(Action bite) => _timer = new Timer(_ =>
    {
        _hasBitten = true;
        bite();
    });

    /// <summary>Whether the time had passed since it was last asked to <see cref="Watch"/>.</summary>
    public bool HasBitten => _hasBitten;

    /// <summary>The time it was last given.</summary>
    public TimeSpan Limit { get; private set; }

    /// <summary>Waits for at most this long from now on.</summary>
    public void Watch(TimeSpan limit)
    {
        Limit = limit;
        _hasBitten = false;
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for nothing.</summary>
    public void Rest() => _timer.Change(Timeout.Infinite, Timeout.Infinite);

    public void Dispose() => _timer.Dispose();
}
