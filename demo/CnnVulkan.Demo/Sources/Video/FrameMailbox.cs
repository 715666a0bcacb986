namespace CnnVulkan.Demo.Sources.Video;

/// <summary>Hands frames from the thread that reads them to the one that shows them: three frames that change places, none ever copied.</summary>
/// <remarks>
/// One frame is being written, one waits, one is being shown. With <see cref="Pacing.Newest"/> a new frame replaces the
/// one that waits and neither side ever blocks; with <see cref="Pacing.EveryFrame"/> each side waits for the other.
/// </remarks>
internal sealed class FrameMailbox(Pacing pacing)
{
    private readonly object _gate = new();
    private PixelFrame _waiting = new();
    private PixelFrame _shown = new();
    private bool _isFresh;
    private bool _isDry;
    private bool _isClosed;

    /// <summary>The frame to write into; the writer's own until it is published.</summary>
    public PixelFrame Writing { get; private set; } = new();

    /// <summary>Gives the written frame away and provides another to write.</summary>
    /// <returns>False once the mailbox is closed.</returns>
    public bool Publish()
    {
        lock (_gate)
        {
            while (pacing == Pacing.EveryFrame && _isFresh && !_isClosed)
                Monitor.Wait(_gate);
            if (_isClosed)
                return false;
            (Writing, _waiting) = (_waiting, Writing);
            (_isFresh, _isDry) = (true, false);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>The next frame to show, which stays as it is until the next call; null if there is no new one.</summary>
    /// <remarks>With <see cref="Pacing.EveryFrame"/> it waits until there is one or none can be expected.</remarks>
    public PixelFrame? Take()
    {
        lock (_gate)
        {
            while (pacing == Pacing.EveryFrame && !_isFresh && !_isDry && !_isClosed)
                Monitor.Wait(_gate);
            if (!_isFresh)
                return null;
            (_shown, _waiting) = (_waiting, _shown);
            _isFresh = false;
            Monitor.PulseAll(_gate);
            return _shown;
        }
    }

    /// <summary>Lets nobody wait for a frame until one is published again: the source has failed.</summary>
    public void RunDry()
    {
        lock (_gate)
        {
            _isDry = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends all waiting for good.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
