using System.Collections.Immutable;
using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// Runs a network on the newest picture of a <see cref="FrameSource"/>, a part in each frame, again and again. Networks are loaded beside the frames and
/// take over between two runs; the one before goes on until then, and if the new one cannot be loaded. What its results are used for say the
/// <see cref="NetworkView"/>s that name it, and <see cref="RunDone"/>.
/// </summary>
public sealed class FrameNetwork : VisionComponent
{
    private readonly NetworkViews _views = new();
    private readonly PendingRuns _pending = new();
    private LoadedNetwork? _loaded;
    // Ready to take over when the run under way has ended.
    private LoadedNetwork? _next;
    private readonly NetworkRequests _requests;
    private readonly ViewPainter _painter;
    private FrameSource? _source;
    private long _seen = -1;
    private int _heatClass = -1;
    private bool _runAgain, _hasRun, _isCut;

    /// <summary>Makes one that has no network yet.</summary>
    public FrameNetwork() => (_requests, _painter) = (new NetworkRequests(this), new ViewPainter(_views));

    /// <summary>Where pictures come from.</summary>
    public FrameSource? Source
    {
        get => _source;
        set
        {
            if (_source == value)
                return;
            _source?.Remove(this);
            value?.Add(this);
            (_source, _seen, _isCut) = (value, -1, true);
            // What is under way is of the other one's pictures.
            _loaded?.Worker.Abandon();
            _pending.Clear();
            _painter.MustDraw = false;
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

    /// <summary>Outputs of the network to be read back with every run, for <see cref="RunDone"/>; none by default. Takes effect with the next network.</summary>
    public ImmutableArray<string> Readback { get; set; } = [];

    /// <summary>Whether the network asked for last is there.</summary>
    public NetworkState State { get; private set; }

    /// <summary>Why the network asked for last could not be loaded; null where it could.</summary>
    public Exception? Error { get; private set; }

    /// <summary>What the network asked for last is called; empty where none was asked for.</summary>
    public string RequestedName { get; private set; } = "";

    /// <summary>The model that runs; null before the first is there.</summary>
    public Model? Model => _loaded?.Setup.Model;

    /// <summary>
    /// The worker that runs it, to be looked at: times, the plan, outputs where they lie; the host runs it. Null before the first is there. Another one after each
    /// change of network or of what is kept.
    /// </summary>
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

    /// <summary>The network asked for could not be loaded, or the one that runs could not be made ready for other pictures or views: see <see cref="Error"/>.</summary>
    public event Action<FrameNetwork>? LoadFailed;

    /// <summary>A run has begun, on the picture that is set now.</summary>
    public event Action<FrameNetwork>? RunBegun;

    /// <summary>
    /// A run's last part was recorded: what is recorded now into <see cref="VisionFrame.CommandBuffer"/> may read <see cref="Worker.PeekOutput"/> where it lies, with a
    /// <see cref="TextureRenderer"/> or shaders of one's own. The next run of any network of the same host writes over it.
    /// </summary>
    public event Action<FrameNetwork, VisionFrame>? RunRecorded;

    /// <summary>A run is done: its results can be read. Some frames after its last part was recorded.</summary>
    public event Action<FrameNetwork, FrameRun>? RunDone;

    /// <summary>Has a network loaded that is there as an object.</summary>
    public void Load(Model model) => Load(model.Name, () => model);

    /// <summary>Has a network loaded: an <c>.onnx</c> file or a model folder.</summary>
    public void Load(string path) => Load(path, () => ModelLoader.Load(path));

    /// <summary>Has a network loaded, beside the frames; returns at once. Of several asked for in a row only the last one comes.</summary>
    /// <param name="name">What it is called meanwhile.</param>
    /// <param name="load">Makes it, on another thread.</param>
    public void Load(string name, Func<Model> load)
    {
        _requests.Want(name, load);
        if (_next is { Setup.Request.IsRemake: false } superseded)
        {
            superseded.Dispose();
            _next = null;
        }
        (RequestedName, State, Error) = (name, NetworkState.Loading, null);
        _requests.Send();
    }

    /// <summary>Runs no network any more; its memory comes back when the frames under way have finished.</summary>
    public void Unload()
    {
        Host?.Loader.Cancel(this);
        _requests.Clear();
        (RequestedName, State, Error) = ("", NetworkState.None, null);
        LeaveBehind(isOther: true);
        if (_next is not null)
            Host!.Retire(_next);
        if (Host is { } host)
            _painter.Retire(host);
        (_loaded, _next) = (null, null);
        _views.TakeOver(isOther: true);
    }

    /// <summary>Looks at the picture once more, though it has not changed.</summary>
    public void RunAgain() => _runAgain = true;

    /// <inheritdoc/>
    protected override void Awake()
    {
        _source?.Add(this);
        _requests.Send();
    }

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        Unload();
        _source?.Remove(this);
    }

    internal void Add(NetworkView view)
    {
        _views.Add(view);
        // It is to show what the picture gives, though that may have been seen.
        _runAgain = true;
    }

    internal void Remove(NetworkView view) => _views.Remove(view);

    internal void Forget(ulong image)
    {
        _loaded?.Forget(image);
        _next?.Forget(image);
        _pending.Forget(image);
    }

    /// <summary>Whether a run was begun that is not recorded to its end, or not drawn: nobody else may run meanwhile.</summary>
    internal bool HasTurn => _painter.MustDraw || _loaded is { Worker.IsPartlyRecorded: true };

    /// <summary>The host dropped frames: what they held has not happened.</summary>
    internal void Abandon()
    {
        _loaded?.Worker.Abandon();
        _isCut |= _pending.HasUnfinishedCut();
        _painter.Abandon(Host!.FinishedFrame);
        (_runAgain, _hasRun) = (true, false);
        _views.Abandon();
    }

    /// <summary>Takes what was loaded, or frees it if it is no longer wanted.</summary>
    /// <param name="loaded">What was loaded.</param>
    /// <param name="host">Where it was.</param>
    internal void Take(NetworkLoader.Loaded loaded, VisionHost host)
    {
        if (Host != host || (loaded.Running is null ? !_requests.IsLatest(loaded.Request) : loaded.Running != _loaded))
        {
            loaded.Dispose();
        }
        else if (loaded.Error is { } error)
        {
            Fail(loaded.Request, error);
        }
        else if (loaded.Feed is { } feed)
        {
            _loaded!.Add(feed, host.Retire);
        }
        else
        {
            _next?.Dispose();
            _next = loaded.Network;
        }
    }

    /// <summary>Lets a network that waits for it take over.</summary>
    /// <param name="now">In the middle of a run too.</param>
    /// <returns>Whether one did.</returns>
    internal bool TakeNext(bool now)
    {
        if (_next is not { } network || (HasTurn && !now))
            return false;
        bool isOther = Model != network.Setup.Model;
        LeaveBehind(isOther);
        (_loaded, _next) = (network, null);
        _painter.MakeReady(Host!);
        if (!network.Setup.Request.IsRemake)
        {
            // From now on it is not loaded again, whatever it is made ready for.
            _requests.Want(network);
            (State, Error) = (NetworkState.Ready, null);
        }
        _views.TakeOver(isOther);
        Loaded?.Invoke(this);
        return true;
    }

    /// <summary>Hands out the results that have arrived, the oldest first.</summary>
    internal void Deliver(long upTo)
    {
        while (_pending.TryTake(upTo, Host?.FinishedFrame ?? 0, out FrameRun run, out LoadedNetwork network))
        {
            LastRun = run;
            _views.Take(run, network);
            RunDone?.Invoke(this, run);
        }
        if (Host is { } host)
            _pending.Release(host);
    }

    /// <summary>Records its part of a frame; whether another network may have its turn.</summary>
    internal bool Record(in VisionFrame frame, FrameBudget budget)
    {
        if (_loaded is not { } network)
            return true;
        _painter.Collect(Host!.FinishedFrame);
        if (_painter.MustDraw)
        {
            _painter.Draw(frame, network, budget);
            return true;
        }
        if (!network.Worker.IsPartlyRecorded)
        {
            RunBeginning beginning = Begin(frame, budget);
            if (beginning != RunBeginning.Begun)
                return beginning == RunBeginning.Nothing;
            network = _loaded!;
        }
        VisionRun run = network.Worker.RecordSlice(frame.CommandBuffer, budget.Left);
        budget.Spend(network.Worker.ExpectedSlice);
        if (run.IsRecording)
            return false;
        _pending.Add(new FrameRun(run, frame.Number, _seen, _isCut), network);
        (_hasRun, _isCut, _painter.MustDraw) = (true, false, true);
        RunRecorded?.Invoke(this, frame);
        if (_loaded != network)
            return true;
        // Else first thing in the next frame: until then nobody writes over what the run has left.
        if (!_painter.Fits(budget))
            return false;
        _painter.Draw(frame, network, budget);
        return true;
    }

    /// <summary>Has itself made ready anew where larger memory than its own is there, to be shared.</summary>
    internal void MoveInto(long bytes)
    {
        if (_loaded is { } loaded && _next is null && loaded.Worker.ArenaBytes < bytes && !Host!.Loader.IsBusy(this))
            _requests.Send(isRemake: true);
    }

    internal override void Detach()
    {
        _pending.Detach();
        _loaded?.Dispose();
        _next?.Dispose();
        _painter.Detach();
        (_loaded, _next, LastRun) = (null, null, default);
        (_hasRun, _seen) = (false, -1);
        State = _requests.Wants ? NetworkState.Loading : NetworkState.None;
        _views.TakeOver(isOther: true);
    }

    /// <summary>Asks for what is wanted, on another device.</summary>
    internal void LoadAgain() => _requests.Send();

    /// <summary>What is wanted of the network beside its outputs: of the one that runs as it was, of another as it is wanted now.</summary>
    internal NetworkNeeds Needs(bool isRemake)
        => _views.Needs(isRemake && _loaded is { } running ? running.Setup.Request.Needs.Outputs : Readback.IsDefault ? [] : Readback);

    /// <summary>Goes on with what runs, if anything does, and says why.</summary>
    private void Fail(NetworkRequest request, Exception error)
    {
        // The host will hear of it, and attach another device: it is loaded there.
        if (error is DeviceLostException)
            return;
        Error = error;
        if (request.IsRemake)
        {
            _requests.Failed(request);
        }
        else
        {
            State = NetworkState.Failed;
            // Whatever is made ready from now on is the one that runs.
            _requests.Want(_loaded);
        }
        LoadFailed?.Invoke(this);
    }

    /// <summary>Begins a run if there is anything new to see; else only draws what was asked for.</summary>
    private RunBeginning Begin(in VisionFrame frame, FrameBudget budget)
    {
        if (Source is not { Width: > 0, Version: > 0 } source)
            return RunBeginning.Nothing;
        PictureKind kind = source.Kind;
        // Before the neighbours of a layer that is shown run out.
        if (_next is null)
            _requests.MakeReady(_loaded!, kind, _views.AreServedBy(_loaded!));
        if (_loaded is not { } network)
            return RunBeginning.Nothing;
        if (!network.Setup.Takes(kind.Width, kind.Height) || network.FindFeed(kind) is not { } feed)
            return RunBeginning.Nothing;
        if (source.Version == _seen && !_runAgain)
        {
            Repaint(frame, network, budget);
            return RunBeginning.Nothing;
        }
        double preprocessing = feed.Converter.LastGpuTime.TotalMilliseconds;
        if (budget.IsTouched && !budget.Allows(preprocessing))
            return RunBeginning.Later;
        long before = Math.Max(_seen, 0);
        if (network.TryRecordInput(source, feed, frame.CommandBuffer, HeatClass) is not { } version)
            return RunBeginning.Nothing;
        budget.Spend(preprocessing);
        _isCut |= source.CutVersion > before && source.CutVersion <= version;
        (_seen, _runAgain) = (version, false);
        Host!.Activations = network;
        RunBegun?.Invoke(this);
        return _loaded == network ? RunBeginning.Begun : RunBeginning.Nothing;
    }

    /// <summary>The activations of the last run still stand, if no other network's lie over them.</summary>
    private void Repaint(in VisionFrame frame, LoadedNetwork network, FrameBudget budget)
    {
        if (!_views.WantRepaint())
            return;
        if (_hasRun && Host!.Activations == network)
            _painter.Draw(frame, network, budget);
        else
            _runAgain = true;
    }

    /// <summary>Parts with the network that runs: it goes when its last results have come and no frame uses it.</summary>
    private void LeaveBehind(bool isOther)
    {
        if (isOther)
        {
            _pending.Clear();
            _seen = -1;
        }
        // The same one looks at its picture again: nothing it has left is there.
        (_runAgain, _hasRun, _painter.MustDraw) = (!isOther, false, false);
        if (_loaded is not { } network)
            return;
        network.Worker.Abandon();
        _pending.Leave(network, Host!);
    }
}
