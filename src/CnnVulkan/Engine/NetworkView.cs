using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>A component that makes something of what a network computes. Any number may share one network, which then runs once for all.</summary>
public abstract class NetworkView : VisionComponent
{
    private FrameNetwork? _network;

    private protected NetworkView()
    {
    }

    /// <summary>The network; of the same host.</summary>
    public FrameNetwork? Network
    {
        get => _network;
        set
        {
            if (_network == value)
                return;
            _network?.Remove(this);
            _network = value;
            value?.Add(this);
            // What it shows is the one's before.
            TakeOver(isOther: true);
        }
    }

    /// <summary>Whether it takes part now.</summary>
    internal bool IsActive => Enabled && Host is not null && Host == Network?.Host;

    /// <summary>Whether it wants to draw what the last run left.</summary>
    internal virtual bool WantsRepaint => false;

    /// <summary>Says what it wants of the network.</summary>
    internal abstract void Ask(NetworkNeeds needs);

    /// <summary>Whether a network gives what it wants, as far as that network can.</summary>
    internal abstract bool IsServed(LoadedNetwork network);

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

    /// <summary>Frees what was made for an image that is about to be destroyed.</summary>
    internal virtual void Forget(ulong image)
    {
    }

    /// <summary>Frames that were recorded and not finished were dropped.</summary>
    internal virtual void Abandon()
    {
    }

    /// <inheritdoc/>
    protected override void OnDestroy() => Network = null;
}
