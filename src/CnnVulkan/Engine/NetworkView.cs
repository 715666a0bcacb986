using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>A component that makes something of what a network computes. Any number may share one network, which then runs once for all.</summary>
public abstract class NetworkView : VisionComponent
{
    private FrameNetwork? _network;

    private protected NetworkView()
    {
    }

    /// <summary>The network.</summary>
    public FrameNetwork? Network
    {
        get => _network;
        set
        {
            _network?.Remove(this);
            _network = value;
            value?.Add(this);
        }
    }

    /// <summary>Whether it takes part now.</summary>
    internal bool IsActive => Enabled && Host is not null;

    /// <summary>Says what it wants of the network.</summary>
    internal abstract void Ask(NetworkNeeds needs);

    /// <summary>Whether a network gives what it wants, as far as that network can.</summary>
    internal abstract bool IsServed(LoadedNetwork network);

    /// <summary>Whether it wants to draw what the last run left.</summary>
    internal virtual bool WantsRepaint => false;

    /// <summary>A network has taken over.</summary>
    /// <param name="isOther">Whether it is another model: what is shown says nothing about it.</param>
    internal virtual void TakeOver(bool isOther)
    {
    }

    /// <summary>Draws what the run that has just been recorded leaves.</summary>
    internal virtual void Record(in VisionFrame frame, LoadedNetwork network)
    {
    }

    /// <summary>Takes a run that is done.</summary>
    internal virtual void Take(in FrameRun run, LoadedNetwork network)
    {
    }

    /// <inheritdoc/>
    protected override void OnDestroy() => Network = null;
}
