using System.Collections.Immutable;

namespace CnnVulkan.Engine;

/// <summary>Those who make something of what a network computes. Handlers of their events may add and remove some while they are gone through.</summary>
internal sealed class NetworkViews
{
    private ImmutableArray<NetworkView> _views = [];

    public void Add(NetworkView view) => _views = _views.Add(view);

    public void Remove(NetworkView view) => _views = _views.Remove(view);

    /// <summary>What they want of the network, with outputs of its own.</summary>
    public NetworkNeeds Needs(ImmutableArray<string> outputs)
    {
        var needs = new NetworkNeeds { Outputs = outputs };
        foreach (NetworkView view in _views)
            view.Ask(needs);
        return needs;
    }

    /// <summary>Whether a network gives all that they want.</summary>
    public bool AreServedBy(LoadedNetwork network)
    {
        foreach (NetworkView view in _views)
        {
            if (view.IsActive && !view.IsServed(network))
                return false;
        }
        return true;
    }

    /// <summary>Whether one wants to draw what the last run left.</summary>
    public bool WantRepaint()
    {
        foreach (NetworkView view in _views)
        {
            if (view.IsActive && view.WantsRepaint)
                return true;
        }
        return false;
    }

    /// <summary>A network has taken over.</summary>
    public void TakeOver(bool isOther)
    {
        foreach (NetworkView view in _views)
            view.TakeOver(isOther);
    }

    /// <summary>They draw what a run has left.</summary>
    public void Record(in VisionFrame frame, LoadedNetwork network)
    {
        foreach (NetworkView view in _views)
        {
            if (view.IsActive)
                view.Record(frame, network);
        }
    }

    /// <summary>They take a run that is done.</summary>
    public void Take(in FrameRun run, LoadedNetwork network)
    {
        foreach (NetworkView view in _views)
        {
            if (view.IsActive)
                view.Take(run, network);
        }
    }

    /// <summary>Frames that were recorded and not finished were dropped.</summary>
    public void Abandon()
    {
        foreach (NetworkView view in _views)
        {
            if (view.IsActive)
                view.Abandon();
        }
    }
}
