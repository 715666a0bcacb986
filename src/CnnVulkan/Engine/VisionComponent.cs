namespace CnnVulkan;

/// <summary>
/// A part of what a game sees, with the life of a component in an engine: <see cref="Awake"/> when it is added to a <see cref="VisionHost"/>,
/// <see cref="Start"/> before its first <see cref="Update"/>, which comes in every frame in which it is <see cref="Enabled"/>, and <see cref="OnDestroy"/> at its end. All on the
/// thread that calls <see cref="VisionHost.Update(nint, float?)"/>.
/// </summary>
public abstract class VisionComponent
{
    private bool _isStarted;

    /// <summary>Whether it takes part in frames.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The host it was added to; null before, and after its end.</summary>
    public VisionHost? Host { get; private set; }

    /// <summary>Takes it out of its host.</summary>
    public void Destroy() => Host?.Remove(this);

    /// <summary>It was added to a host.</summary>
    protected virtual void Awake()
    {
    }

    /// <summary>Its first frame begins.</summary>
    protected virtual void Start()
    {
    }

    /// <summary>A frame begins: results that have arrived since the last one are there, and nothing of this one was recorded.</summary>
    /// <param name="frame">The frame.</param>
    protected virtual void Update(in VisionFrame frame)
    {
    }

    /// <summary>It was taken out of its host, or the host ends.</summary>
    protected virtual void OnDestroy()
    {
    }

    internal void AddTo(VisionHost host)
    {
        Host = host;
        Awake();
    }

    internal void RunFrame(in VisionFrame frame)
    {
        if (!Enabled)
            return;
        if (!_isStarted)
        {
            _isStarted = true;
            Start();
        }
        Update(frame);
    }

    internal void Leave()
    {
        try
        {
            OnDestroy();
        }
        finally
        {
            (Host, _isStarted) = (null, false);
        }
    }

    /// <summary>What it holds on the device goes: it was lost, or another one takes its place.</summary>
    internal virtual void Detach()
    {
    }
}
