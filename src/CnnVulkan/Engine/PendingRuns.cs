namespace CnnVulkan.Engine;

/// <summary>
/// The runs of a component whose results have not been handed out, the oldest first; and the networks that others have followed, until their last results have come.
/// </summary>
internal sealed class PendingRuns
{
    private readonly Queue<(FrameRun Run, LoadedNetwork Network)> _runs = new();
    private readonly List<LoadedNetwork> _leaving = [];

    public void Add(in FrameRun run, LoadedNetwork network) => _runs.Enqueue((run, network));

    /// <summary>Wants no results any more.</summary>
    public void Clear() => _runs.Clear();

    /// <summary>Whether one that is not done began with a cut, which is lost if its frames were dropped.</summary>
    public bool HasUnfinishedCut()
    {
        foreach ((FrameRun run, _) in _runs)
        {
            if (run.IsCut && run.Run.State != RunState.Done)
                return true;
        }
        return false;
    }

    /// <summary>Takes the oldest run that is done, if its frame may be shown.</summary>
    /// <param name="upTo">The newest frame that may be.</param>
    /// <param name="finished">The newest frame that the GPU is known to have finished: whose run is not done then was dropped by the host.</param>
    /// <param name="run">The run.</param>
    /// <param name="network">Whose it is.</param>
    public bool TryTake(long upTo, long finished, out FrameRun run, out LoadedNetwork network)
    {
        while (_runs.Count > 0)
        {
            (run, network) = _runs.Peek();
            RunState state = run.Run.State;
            if (run.Frame > upTo || (state is RunState.Recorded or RunState.Submitted && run.Frame > finished))
                return false;
            _runs.Dequeue();
            // The host dropped the frames of the others: there will be new ones.
            if (state == RunState.Done)
                return true;
        }
        (run, network) = (default, null!);
        return false;
    }

    /// <summary>Frees a network when its last results have come and no frame uses it any more.</summary>
    public void Leave(LoadedNetwork network, VisionHost host)
    {
        _leaving.Add(network);
        Release(host);
    }

    /// <summary>Parts with networks whose last results have come.</summary>
    public void Release(VisionHost host)
    {
        for (int i = _leaving.Count - 1; i >= 0; i--)
        {
            if (IsAwaited(_leaving[i]))
                continue;
            host.Retire(_leaving[i]);
            _leaving.RemoveAt(i);
        }
    }

    /// <summary>Forgets an image that is about to be destroyed.</summary>
    public void Forget(ulong image)
    {
        foreach (LoadedNetwork network in _leaving)
            network.Forget(image);
    }

    /// <summary>Frees it all now.</summary>
    public void Detach()
    {
        _runs.Clear();
        foreach (LoadedNetwork network in _leaving)
            network.Dispose();
        _leaving.Clear();
    }

    private bool IsAwaited(LoadedNetwork network)
    {
        foreach ((_, LoadedNetwork pending) in _runs)
        {
            if (pending == network)
                return true;
        }
        return false;
    }
}
