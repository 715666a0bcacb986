using System.Collections.Immutable;
using System.Diagnostics;
using CnnVulkan.Dispatching;
using CnnVulkan.Engine;
using CnnVulkan.Vulkan;

namespace CnnVulkan;

/// <summary>
/// What a game sees, on one device: components are added, and one call per frame drives all of them. Networks take turns, share what they have in common
/// (weights, and the memory that they compute in) and together keep to a budget of GPU time. For one thread; networks are loaded on others.
/// </summary>
/// <example>
/// <code>
/// var host = new VisionHost(device);
/// FrameSource camera = host.Add(new FrameSource());
/// FrameNetwork network = host.Add(new FrameNetwork { Source = camera });
/// FrameClassifier classes = host.Add(new FrameClassifier { Network = network, Threshold = 0.3f });
/// classes.LeaderChanged += leader => Say(leader?.Label);
/// network.Load("models/props");
/// // In each frame:
/// camera.Set(rendered);
/// host.Update(commandBuffer);
/// </code>
/// </example>
public sealed class VisionHost : IDisposable
{
    private static readonly TimeSpan GpuBudget = TimeSpan.FromMilliseconds(3), CpuBudget = TimeSpan.FromMilliseconds(25);

    /// <summary>Results of more frames than that are not kept apart, with those of frames in flight.</summary>
    private const int MostLatency = 6;

    private readonly VisionHostOptions _options;
    // Components may add and remove others while these are gone through.
    private ImmutableArray<VisionComponent> _components = [];
    private ImmutableArray<FrameNetwork> _networks = [];
    private readonly FrameBudget _budget = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private ArenaPool _arenas = null!;
    private PictureKernels _kernels = null!;
    private FrameMarks _marks = null!;
    private OwnFrames? _own;
    private FrameNetwork? _ranLast;
    private IDisposable? _link;
    private bool _isUpdating;

    /// <summary>Makes ready on a device.</summary>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">Budget, queue.</param>
    /// <exception cref="ArgumentOutOfRangeException">The device has no such queue, or the latency is out of range.</exception>
    public VisionHost(VisionDevice device, VisionHostOptions? options = null)
    {
        _options = options ?? new VisionHostOptions();
        if (_options.Latency is < 0 or > MostLatency)
            throw new ArgumentOutOfRangeException(nameof(options), _options.Latency, $"VisionHostOptions.Latency is 0 to {MostLatency} frames.");
        Device = device;
        Budget = _options.Budget ?? (device.Traits.IsCpu ? CpuBudget : GpuBudget);
        Connect();
    }

    /// <summary>The device.</summary>
    public VisionDevice Device { get; private set; }

    /// <summary>GPU time of a frame that networks may take, all together.</summary>
    public TimeSpan Budget { get; set; }

    /// <summary>What was added, in that order.</summary>
    public IReadOnlyList<VisionComponent> Components => _components;

    /// <summary>The number of the frame that is updated, or was last; 0 before the first.</summary>
    public long FrameNumber => _marks.Recorded;

    /// <summary>The newest frame that the GPU is known to have finished.</summary>
    public long FinishedFrame => _marks.Finished;

    /// <summary>Loads networks beside the frames.</summary>
    internal NetworkLoader Loader { get; private set; } = null!;

    /// <summary>Bytes of the memory that networks compute in.</summary>
    public long ArenaBytes => _arenas.Bytes;

    /// <summary>Draws.</summary>
    internal PictureKernels Kernels => _kernels;

    /// <summary>The network whose activations lie in the memory that networks share.</summary>
    internal LoadedNetwork? Activations { get; set; }

    /// <summary>Adds a component, between two frames.</summary>
    /// <exception cref="InvalidOperationException">It belongs to a host already.</exception>
    public T Add<T>(T component)
        where T : VisionComponent
    {
        ThrowIfDisposed();
        if (component.Host is not null)
            throw new InvalidOperationException($"The {component.GetType().Name} belongs to a host already: destroy it first.");
        _components = _components.Add(component);
        if (component is FrameNetwork network)
            _networks = _networks.Add(network);
        component.AddTo(this);
        return component;
    }

    /// <summary>Takes a component out; what it holds on the GPU is freed when the frames under way have finished.</summary>
    public void Remove(VisionComponent component)
    {
        if (component.Host != this)
            return;
        _components = _components.Remove(component);
        if (component is FrameNetwork network)
            _networks = _networks.Remove(network);
        component.Leave();
    }

    /// <summary>
    /// A frame: takes over networks that were loaded, hands out results that have arrived, and records the frame's part of all networks into the host's command
    /// buffer. Nothing is submitted or waited for; where an image is new its descriptors are made.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="deltaSeconds">The time since the last frame; null to go by the clock.</param>
    /// <exception cref="ArgumentException">The command buffer is null.</exception>
    /// <exception cref="DeviceLostException">The GPU was lost: see <see cref="Attach"/>.</exception>
    public void Update(nint commandBuffer, float? deltaSeconds = null)
    {
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        Run(commandBuffer, deltaSeconds);
    }

    /// <summary>
    /// A frame of hosts that show no command buffer, or without a host that draws: as <see cref="Update(nint, float?)"/>, in a submission of its own between theirs. Never
    /// waits: where the GPU is three frames behind, results are handed out and nothing is submitted.
    /// </summary>
    /// <param name="waits">What it waits for before any picture is read.</param>
    /// <param name="signals">What it signals at its end.</param>
    /// <param name="deltaSeconds">The time since the last frame; null to go by the clock.</param>
    /// <returns>Whether it was submitted: else nothing waits for the one and signals the other.</returns>
    /// <exception cref="ArgumentException">A semaphore is null, or has a value where timeline semaphores are not enabled.</exception>
    /// <exception cref="DeviceLostException">The GPU was lost: see <see cref="Attach"/>.</exception>
    public bool UpdateAndSubmit(ReadOnlySpan<QueueSemaphore> waits = default, ReadOnlySpan<QueueSemaphore> signals = default, float? deltaSeconds = null)
    {
        ThrowIfDisposed();
        ThrowIfUpdating();
        Device.Check(waits, nameof(waits));
        Device.Check(signals, nameof(signals));
        _own ??= new OwnFrames(Device, Device.Queue(_options.Queue));
        nint commands = _own.TryBegin();
        try
        {
            Run(commands, deltaSeconds);
        }
        catch
        {
            // What was recorded is incomplete.
            if (commands != 0)
                _own?.Cancel();
            if (_link is not null)
                Abandon();
            throw;
        }
        if (commands == 0)
            return false;
        try
        {
            _own.End(waits, signals);
        }
        catch
        {
            Abandon();
            throw;
        }
        return true;
    }

    /// <summary>
    /// Hands out the results that have arrived, outside a frame, without regard to <see cref="VisionHostOptions.Latency"/>, and frees what frames no longer use: at the end, or
    /// before a long pause, when the GPU has finished all frames.
    /// </summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public void CollectResults()
    {
        ThrowIfDisposed();
        ThrowIfUpdating();
        _own?.Wait();
        _marks.Look();
        Deliver(long.MaxValue);
        _marks.FreeAll();
    }

    /// <summary>The host dropped the command buffers of frames that were recorded: runs under way are given up, and begin anew.</summary>
    public void Abandon()
    {
        foreach (FrameNetwork network in _networks)
            network.Abandon();
    }

    /// <summary>
    /// Frees what was made for an image that is about to be destroyed, whether it is looked at or drawn on: another may come to have its handle. The GPU must have finished all
    /// frames that were updated so far.
    /// </summary>
    /// <param name="image">The <c>VkImage</c>.</param>
    public void Forget(ulong image)
    {
        foreach (VisionComponent component in _components)
        {
            if (component is FrameSource source)
                source.Forget(image);
            else if (component is NetworkView view)
                view.Forget(image);
            else if (component is FrameNetwork network)
            {
                network.Source?.Forget(image);
                network.Forget(image);
            }
        }
    }

    /// <summary>Waits until all networks asked for are loaded, and lets them take over: behind a loading screen, or where frames must not depend on how long that takes.</summary>
    public void WaitForLoads()
    {
        ThrowIfDisposed();
        // What has taken over may have others made ready anew.
        do
        {
            Loader.Wait();
            TakeLoaded(now: true);
        }
        while (!Loader.IsIdle);
    }

    /// <summary>
    /// Goes on with another device, after the last was lost: networks are made ready there from the models that they still have, beside the frames. The old device's
    /// part is freed.
    /// </summary>
    /// <param name="device">The device; borrowed.</param>
    public void Attach(VisionDevice device)
    {
        ThrowIfUpdating();
        Disconnect();
        Device = device;
        Connect();
        foreach (FrameNetwork network in _networks)
            network.LoadAgain();
    }

    /// <summary>Ends all components and frees everything. The GPU must have finished the frames that were recorded into command buffers of the host.</summary>
    public void Dispose()
    {
        ThrowIfUpdating();
        foreach (VisionComponent component in _components.Reverse())
            Remove(component);
        Disconnect();
    }

    /// <summary>Times what a network draws.</summary>
    internal PaintClock MakeClock() => new(Device, Device.Queue(_options.Queue));

    /// <summary>Whether frames wait for networks.</summary>
    internal bool WaitsForNetworks => _options.WaitsForNetworks;

    /// <summary>Frees an object when no frame uses it any more.</summary>
    internal void Retire(IDisposable item) => _marks.Retire(item);

    /// <summary>The newest frame whose results may be shown.</summary>
    internal long ShownFrame => _marks.Recorded - _options.Latency;

    private void Run(nint commands, float? deltaSeconds)
    {
        ThrowIfDisposed();
        ThrowIfUpdating();
        _isUpdating = true;
        try
        {
            _marks.Begin();
            Deliver(ShownFrame);
            _marks.Free();
            if (WaitsForNetworks)
                WaitForLoads();
            else
                TakeLoaded(now: false);
            var frame = new VisionFrame(_marks.Recorded, deltaSeconds ?? (float)_clock.Elapsed.TotalSeconds, commands);
            _clock.Restart();
            // Handlers may add and remove.
            foreach (VisionComponent component in _components)
            {
                // One before it may have taken it out.
                if (component.Host == this)
                    component.RunFrame(frame);
            }
            if (commands == 0)
                return;
            Record(frame);
            _marks.Record(commands);
        }
        finally
        {
            _isUpdating = false;
        }
    }

    /// <summary>Lets networks run in turn: each to its end, then the next, as far as the budget goes.</summary>
    private void Record(in VisionFrame frame)
    {
        _budget.Begin(Budget);
        // At least a dispatch of the first, whatever the budget. One more than there are: who only had to draw what its run before left can begin another.
        for (int i = 0; i <= _networks.Length && NextNetwork() is { } network && (i == 0 || !_budget.IsSpent); i++)
        {
            if ((network.Enabled || network.HasTurn) && !network.Record(frame, _budget))
                return;
            _ranLast = network;
        }
    }

    /// <summary>The one that is in the middle of a run, whatever was added and removed meanwhile; else the one behind that which ran last.</summary>
    private FrameNetwork? NextNetwork()
    {
        foreach (FrameNetwork network in _networks)
        {
            if (network.HasTurn)
                return network;
        }
        return _networks.IsEmpty ? null : _networks[(_networks.IndexOf(_ranLast!) + 1) % _networks.Length];
    }

    private void TakeLoaded(bool now)
    {
        while (Loader.Take() is { } loaded)
            loaded.For.Take(loaded, this);
        bool any = false;
        foreach (FrameNetwork network in _networks)
            any |= network.TakeNext(now);
        if (!any)
            return;
        // The rest moves into what the largest has, and its own memory comes back.
        foreach (FrameNetwork network in _networks)
            network.MoveInto(_arenas.LargestBytes);
    }

    private void Deliver(long upTo)
    {
        foreach (FrameNetwork network in _networks)
            network.Deliver(upTo);
    }

    private void Connect()
    {
        DeviceQueue queue = Device.Queue(_options.Queue);
        _kernels = new PictureKernels(Device);
        try
        {
            _marks = new FrameMarks(Device, queue);
        }
        catch
        {
            _kernels.Dispose();
            throw;
        }
        _arenas = new ArenaPool(Device);
        Loader = new NetworkLoader(Device, _kernels, _arenas, _options.Queue);
        Device.Attach(_link = new Link(this));
    }

    private void Disconnect()
    {
        if (_link is null)
            return;
        Loader.Dispose();
        // Nothing is freed while the library's own frames run.
        _own?.Dispose();
        _own = null;
        foreach (FrameNetwork network in _networks)
            network.Source?.Detach();
        foreach (VisionComponent component in _components)
            component.Detach();
        Activations = null;
        _marks.Dispose();
        _kernels.Dispose();
        Device.Detach(_link);
        _link = null;
    }

    private void ThrowIfDisposed()
    {
        if (_link is null)
            throw new ObjectDisposedException(nameof(VisionHost), "It was disposed, or its device was. VisionHost.Attach goes on with another device.");
    }

    private void ThrowIfUpdating()
    {
        if (_isUpdating)
            throw new InvalidOperationException("Components and handlers of events must not update, attach or dispose the host that calls them.");
    }

    /// <summary>What goes with the device, before what else is on it: components stay, for another one.</summary>
    private sealed class Link(VisionHost host) : IGoesFirst
    {
        public void Dispose() => host.Disconnect();
    }
}
