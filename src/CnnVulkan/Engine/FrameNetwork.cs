using System.Collections.Immutable;
using CnnVulkan.Dispatching;
using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// Runs a network on the newest picture of a <see cref="FrameSource"/>, a part in each frame, again and again. Networks are loaded beside the frames and
/// take over between two runs; the one before goes on until then, and if the new one cannot be loaded. What its results are used for say the
/// <see cref="NetworkView"/>s that name it, and <see cref="RunDone"/>.
/// </summary>
public sealed class FrameNetwork : VisionComponent
{
    private readonly List<NetworkView> _views = [];
    private readonly Queue<(FrameRun Run, LoadedNetwork Network)> _pending = new();
    private LoadedNetwork? _loaded;
    private NetworkRequest? _requested;
    private (string Name, Func<Model> Load)? _wanted;
    private FrameSource? _source;
    private ImmutableArray<string> _outputs = [];
    private long _seen = -1;
    private (int, int, bool)? _failedFeed;
    private PaintClock? _clock;
    private bool _runAgain, _hasRun, _isCut, _mustDraw;

    /// <summary>Where pictures come from.</summary>
    public FrameSource? Source
    {
        get => _source;
        set
        {
            if (_source == value)
                return;
            (_source, _seen, _isCut) = (value, -1, true);
        }
    }

    /// <summary>How the networks that are loaded from now on store real numbers.</summary>
    public Precision Precision { get; set; } = Precision.Float32;

    /// <summary>The class whose map <see cref="ClassHeatmap"/> shows; -1 for the one that leads.</summary>
    public int HeatClass
    {
        get => _heatClass;
        set
        {
            _runAgain |= _heatClass != value;
            _heatClass = value;
        }
    }

    private int _heatClass = -1;

    /// <summary>Outputs of the network to be read back with every run, for <see cref="RunDone"/>; none by default. Takes effect with the next network.</summary>
    public ImmutableArray<string> Readback
    {
        get => _outputs;
        set => _outputs = value.IsDefault ? [] : value;
    }

    /// <summary>Whether the network asked for last is there.</summary>
    public NetworkState State { get; private set; }

    /// <summary>Why the network asked for last could not be loaded; null where it could.</summary>
    public Exception? Error { get; private set; }

    /// <summary>What the network asked for last is called; empty where none was asked for.</summary>
    public string RequestedName => _wanted?.Name ?? "";

    /// <summary>The model that runs; null before the first is there.</summary>
    public Model? Model => _loaded?.Setup.Model;

    /// <summary>The worker that runs it; null before the first is there. Another one after each change of network, picture size or of what is kept.</summary>
    public Worker? Worker => _loaded?.Worker;

    /// <summary>How the running network stores real numbers.</summary>
    public Precision RunningPrecision => _loaded?.Setup.Request.Precision ?? Precision;

    /// <summary>The layers whose maps can be shown, in the order they run.</summary>
    public ImmutableArray<ActivationLayer> Layers => _loaded?.Setup.Layers ?? [];

    /// <summary>How many classes it tells apart; 0 where it knows none, or nobody asks.</summary>
    public int Classes => _loaded?.Setup.Head?.Classes ?? 0;

    /// <summary>What it does to pictures; null before the first network is there.</summary>
    public Preprocessing? Preprocessing => _loaded?.Setup.Preprocessing;

    /// <summary>The part of the picture that the network sees.</summary>
    public PictureArea SeenPart => _loaded is { } loaded && Source is { Width: > 0 } source ? loaded.Setup.Preprocessing.SeenPart(source.Width, source.Height) : PictureArea.Whole;

    /// <summary>Why it has no map of where it looks; empty where it has one.</summary>
    public string NoHeatReason => _loaded?.Setup.NoHeatReason ?? "No network is loaded yet.";

    /// <summary>The newest run that has come back.</summary>
    public FrameRun LastRun { get; private set; }

    /// <summary>A network has taken over, or the same one made ready for something else; raised in <see cref="VisionHost.Update(nint, float?)"/>.</summary>
    public event Action<FrameNetwork>? Loaded;

    /// <summary>The network asked for could not be loaded: see <see cref="Error"/>.</summary>
    public event Action<FrameNetwork>? LoadFailed;

    /// <summary>A run begins: the picture that is set now is the one it looks at.</summary>
    public event Action<FrameNetwork>? RunBegins;

    /// <summary>
    /// A run's last part was recorded: what the host records behind it may read <see cref="Worker.PeekOutput"/> where it lies, until the next run of
    /// any network of the same host.
    /// </summary>
    public event Action<FrameNetwork>? RunRecorded;

    /// <summary>A run is done: its results can be read. Some frames after its last part was recorded.</summary>
    public event Action<FrameNetwork, FrameRun>? RunDone;

    /// <summary>Has a network loaded that is there as an object.</summary>
    public void Load(Model model) => Load(model.Name, () => model);

    /// <summary>Has a network loaded: an <c>.onnx</c> file or a model folder.</summary>
    public void Load(string path) => Load(path, () => ModelLoader.Load(path));

    /// <summary>Has a network loaded, beside the frames; returns at once.</summary>
    /// <param name="name">What it is called meanwhile.</param>
    /// <param name="load">Makes it, on another thread.</param>
    public void Load(string name, Func<Model> load)
    {
        _wanted = (name, load);
        (State, Error) = (NetworkState.Loading, null);
        Request();
    }

    /// <summary>Runs no network any more; its memory comes back when the frames under way have finished.</summary>
    public void Unload()
    {
        Host?.Loader.Cancel(this);
        (_wanted, _requested, State, Error) = (null, null, NetworkState.None, null);
        DropLoaded();
        foreach (NetworkView view in _views)
            view.TakeOver(isOther: true);
    }

    /// <summary>Looks at the picture once more, though it has not changed.</summary>
    public void RunAgain() => _runAgain = true;

    /// <inheritdoc/>
    protected override void Awake() => Request();

    /// <inheritdoc/>
    protected override void OnDestroy() => Unload();

    internal void Add(NetworkView view) => _views.Add(view);

    internal void Remove(NetworkView view) => _views.Remove(view);

    internal void Forget(ulong image) => _loaded?.Forget(image);

    /// <summary>Whether a run was begun and its end not recorded yet.</summary>
    internal bool IsMidRun => _loaded is { Worker.IsPartlyRecorded: true };

    /// <summary>Lets a network that was loaded take over; frees it if it is no longer wanted.</summary>
    internal void Take(NetworkLoader.Loaded loaded)
    {
        if (_wanted is null || Host is null)
        {
            loaded.Network?.Dispose();
            loaded.Feed?.Dispose();
            return;
        }
        if (loaded.Feed is { } feed)
        {
            // Another network may have taken over meanwhile.
            IDisposable? old = loaded.Running == _loaded ? _loaded!.Add(feed) : feed;
            if (old is not null)
                Host.Retire(old);
            return;
        }
        if (loaded.Running is not null)
        {
            // Said once; pictures of another kind are tried again.
            (_failedFeed, State, Error) = (loaded.Request.Kind, NetworkState.Failed, loaded.Error);
            LoadFailed?.Invoke(this);
            return;
        }
        bool isNewest = loaded.Request == _requested;
        if (loaded.Network is not { } network)
        {
            if (!isNewest)
                return;
            (State, Error) = (NetworkState.Failed, loaded.Error);
            LoadFailed?.Invoke(this);
            return;
        }
        bool isOther = Model != network.Setup.Model;
        Drop(pendingToo: isOther);
        _loaded = network;
        _clock ??= Host.MakeClock();
        // From now on it is not loaded again, whatever it is made ready for.
        Model model = network.Setup.Model;
        if (isNewest)
            (_wanted, State, Error) = ((loaded.Request.Name, () => model), NetworkState.Ready, null);
        foreach (NetworkView view in _views)
            view.TakeOver(isOther);
        Loaded?.Invoke(this);
    }

    /// <summary>Hands out the results that have arrived, the oldest first.</summary>
    internal void Deliver(long upTo)
    {
        while (_pending.Count > 0 && _pending.Peek() is var (run, network) && run.Frame <= upTo)
        {
            RunState state = run.Run.State;
            if (state is RunState.Recorded or RunState.Submitted)
                return;
            _pending.Dequeue();
            // The host dropped the frames that it was recorded into: there will be others.
            if (state != RunState.Done)
                continue;
            LastRun = run;
            foreach (NetworkView view in _views)
                view.Take(run, network);
            RunDone?.Invoke(this, run);
        }
    }

    /// <summary>Records its part of a frame; whether a run was ended, or there is nothing to run, so that another network has its turn.</summary>
    internal bool Record(in VisionFrame frame, FrameBudget budget)
    {
        if (_loaded is null)
            return true;
        _clock?.Collect(Host!.FinishedFrame);
        if (_mustDraw)
        {
            Draw(frame, _loaded, budget);
            return true;
        }
        if (!_loaded.Worker.IsPartlyRecorded && !Begin(frame, _loaded, budget))
            return true;
        LoadedNetwork network = _loaded;
        VisionRun run = network.Worker.RecordSlice(frame.CommandBuffer, budget.Left);
        budget.Spend(network.Worker.ExpectedSlice);
        if (run.IsRecording)
            return false;
        _pending.Enqueue((new FrameRun(run, frame.Number, _seen, _isCut), network));
        (_hasRun, _isCut, _mustDraw) = (true, false, true);
        RunRecorded?.Invoke(this);
        // Else first thing in the next frame: until then nobody writes over what the run has left.
        if (!budget.Allows(_clock!.Milliseconds))
            return false;
        Draw(frame, network, budget);
        return true;
    }

    /// <summary>Has itself made ready anew where larger memory than its own is there, to be shared.</summary>
    internal void MoveInto(long bytes)
    {
        if (_loaded is { } loaded && loaded.Worker.ArenaBytes < bytes && !Host!.Loader.IsBusy(this))
            Request();
    }

    internal override void Detach()
    {
        _pending.Clear();
        _loaded?.Dispose();
        _clock?.Dispose();
        (_loaded, _clock, _requested, _hasRun, _mustDraw, _seen) = (null, null, null, false, false, -1);
    }

    /// <summary>Asks the host for what is wanted, anew.</summary>
    internal void Request()
    {
        if (Host is null || _wanted is null)
            return;
        _requested = NextRequest();
        Host.Loader.Request(this, _requested);
    }

    private NetworkRequest NextRequest()
    {
        var needs = new NetworkNeeds { Outputs = _outputs };
        foreach (NetworkView view in _views)
            view.Ask(needs);
        (string name, Func<Model> load) = _wanted!.Value;
        return new NetworkRequest(name, load, Precision, Source?.Kind ?? default, needs);
    }

    /// <summary>Begins a run if there is anything new to see; else only draws what was asked for.</summary>
    private bool Begin(in VisionFrame frame, LoadedNetwork network, FrameBudget budget)
    {
        if (Source is not { Width: > 0, Version: > 0 } source)
            return false;
        // Made ready anew before the neighbours of a layer that is shown run out.
        if (!network.Setup.Takes(source.Width, source.Height) || _views.Exists(v => v.IsActive && !v.IsServed(network)))
            RequestOther(null);
        else if (network.FindFeed(source.Kind) is null)
            RequestOther(network);
        if (Host!.WaitsForNetworks && _loaded is { } taken)
            network = taken;
        if (network.FindFeed(source.Kind) is not { } feed || !network.Setup.Takes(source.Width, source.Height))
            return false;
        if (source.Version == _seen && !_runAgain)
        {
            Repaint(frame, network, budget);
            return false;
        }
        long before = _seen;
        RunBegins?.Invoke(this);
        _seen = network.RecordInput(source, feed, frame.CommandBuffer, HeatClass);
        budget.Spend(feed.Converter.LastGpuTime.TotalMilliseconds);
        _isCut |= source.CutVersion > before && source.CutVersion <= _seen;
        _runAgain = false;
        Host!.Activations = network;
        return true;
    }

    /// <summary>The activations of the last run still stand, if no other network's lie over them.</summary>
    private void Repaint(in VisionFrame frame, LoadedNetwork network, FrameBudget budget)
    {
        if (!_hasRun || !_views.Exists(v => v.IsActive && v.WantsRepaint))
            return;
        if (Host!.Activations != network)
        {
            _runAgain = true;
            return;
        }
        Draw(frame, network, budget);
    }

    /// <summary>Has all views draw what the last run left.</summary>
    private void Draw(in VisionFrame frame, LoadedNetwork network, FrameBudget budget)
    {
        _mustDraw = false;
        _clock!.Begin(frame.CommandBuffer, frame.Number);
        foreach (NetworkView view in _views)
        {
            if (view.IsActive)
                view.Record(frame, network);
        }
        _clock.End(frame.CommandBuffer);
        budget.Spend(_clock.Milliseconds);
    }

    /// <summary>Asks for the same network made ready for something else; once for each.</summary>
    /// <param name="running">The network that only has to be made ready for other pictures; null for another plan.</param>
    private void RequestOther(LoadedNetwork? running)
    {
        if (_wanted is null || Host!.Loader.IsBusy(this))
            return;
        NetworkRequest next = NextRequest();
        if (_requested is not null && next.IsAlike(_requested) && running is null)
            return;
        if (running is null)
            Request();
        else if (_failedFeed != next.Kind)
            Host.Loader.Request(this, next, running);
        if (Host.WaitsForNetworks)
            Host.WaitForLoads();
    }

    private void DropLoaded()
    {
        Drop(pendingToo: true);
        if (_clock is not null)
            Host!.Retire(_clock);
        (_loaded, _clock) = (null, null);
    }

    private void Drop(bool pendingToo)
    {
        if (_loaded is not null)
        {
            if (_loaded.Worker.IsPartlyRecorded)
                _loaded.Worker.Abandon();
            Host!.Retire(_loaded);
        }
        if (pendingToo)
            _pending.Clear();
        (_seen, _hasRun, _mustDraw) = (-1, false, false);
    }
}
