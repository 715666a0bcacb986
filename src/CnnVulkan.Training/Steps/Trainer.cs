using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Results;
using CnnVulkan.Tensors;

namespace CnnVulkan.Training;

/// <summary>
/// Trains a classifier on the GPU, step by step: forward, loss, backward and update are one submission, and weights never leave the GPU between
/// steps. Steps are queued; what they gave arrives a few steps later, without a wait. A training repeats bit for bit on one device. Not
/// thread-safe; the device outlives it.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Steps that may be queued: enough that the GPU never waits for the next batch, and few enough that results are fresh.</summary>
    internal const int InFlight = 3;

    private readonly Graph _graph;
    private readonly VisionDevice _device;
    private readonly TrainingOptions _options;
    private readonly TrainingGraph _training;
    private readonly ParameterStore _store;
    private readonly PlanExecutor _executor;
    private readonly SubmittedRun _run;
    private readonly StepReadback[] _readbacks;
    private readonly Submission _submission;
    private readonly Queue<StepResult> _results = new();
    private readonly Tensor<float> _rate = new(new TensorShape(1)), _step = new(new TensorShape(1));
    private readonly Tensor<int> _seed = new(new TensorShape(2));
    // Made when the first step is recorded in slices.
    private SlicedRun? _sliced;
    private bool _isBegun;
    private bool _disposed;

    /// <summary>Makes the training of a network ready: plans it, compiles it, puts its weights on the GPU.</summary>
    /// <param name="graph">The network as it is used: one input, its first output scores or probabilities. Its weights are where training begins.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">How it is trained; null for the defaults.</param>
    /// <param name="shape">The shape of one sample, C×H×W; null where the network says it.</param>
    /// <exception cref="ShapeException">The network is no classifier, has nothing to train, or a layer in it has no gradient.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory; a smaller batch takes less.</exception>
    public Trainer(Graph graph, VisionDevice device, TrainingOptions? options = null, TensorShape? shape = null)
    {
        _graph = graph;
        _device = device;
        _options = options ?? new TrainingOptions();
        _training = TrainingGraphBuilder.Build(graph, BatchShape(graph, _options.BatchSize, shape), _options);
        Plan = device.MakePlan(Precision.Float32, planner => planner.Plan(_training.Graph, _training.Inputs, _training.Updates));
        Memory = TrainingMemory.Of(_training, Plan);
        Memory.Check(device);
        _store = new ParameterStore(device, _training.Updates.Keys.ToDictionary(k => k, k => _training.Inputs[k].Shape.Count));
        try
        {
            _executor = new PlanExecutor(Plan, device, parameters: _store);
            Plan.ReleaseConstants();
            _run = SubmittedRun.Of(_executor, _options.Profile);
            _readbacks = [.. Enumerable.Range(0, InFlight).Select(_ => new StepReadback(device, _executor))];
            _submission = new Submission(_executor.Timeline);
            Restore(new TrainingState(0, _training.Begin(graph.Constants)));
            device.Attach(this);
        }
        catch
        {
            _executor?.Dispose();
            _store.Dispose();
            throw;
        }
    }

    /// <summary>The plan of a step: dispatches, memory, barriers.</summary>
    public Plan Plan { get; }

    /// <summary>The shape of a batch of pictures.</summary>
    public TensorShape InputShape => _training.Inputs[_training.Data].Shape;

    /// <summary>How many classes a target tells apart.</summary>
    public int Classes => _training.Classes;

    /// <summary>The name of the device.</summary>
    public string DeviceName => _device.Name;

    /// <summary>How many steps were done or queued.</summary>
    public long Steps { get; private set; }

    /// <summary>How many numbers are trained.</summary>
    public int ParameterCount => _training.Weights.Count;

    /// <summary>The weights that are trained, in the order in which they lie.</summary>
    internal IEnumerable<(string Name, TensorShape Shape)> TrainedShapes => _training.Weights.Parts.Select(p => (p.Name, p.Shape));

    /// <summary>The names of the weights that are trained.</summary>
    public IEnumerable<string> Trained => _training.Weights.Parts.Select(p => p.Name);

    /// <summary>How long the GPU took for the last step; waits for it. Zero where the device has no time stamps.</summary>
    public TimeSpan LastGpuTime => TimeSpan.FromTicks((long)(_run.Milliseconds() * TimeSpan.TicksPerMillisecond));

    /// <summary>Each dispatch of the last step with its time; waits for it. Empty without <see cref="TrainingOptions.Profile"/>.</summary>
    public IReadOnlyList<DispatchTiming> Profile => _run.Profile();

    /// <summary>What it takes of the GPU.</summary>
    public TrainingMemory Memory { get; }

    /// <summary>How many classes a network tells apart; null where its first output is not one score per class.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="input">The shape of one sample as a batch: 1×C×H×W.</param>
    public static int? ClassesOf(Graph graph, TensorShape input)
    {
        TensorShape shape = ClassScores.ShapeOf(graph, graph.Outputs[0], input);
        return shape.Rank >= 2 && shape[1] == shape.Count ? shape[1] : null;
    }

    /// <summary>Queues one step. Waits only where <c>3</c> steps are under way already.</summary>
    /// <param name="pictures">A batch of pictures, of <see cref="InputShape"/>; copied before this returns.</param>
    /// <param name="targets">N×classes: for each sample a distribution over the classes. A row of zeros counts nothing; a class below 0 is left out of its sample.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="ShapeException">A tensor has another shape.</exception>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public void Step(Tensor<float> pictures, Tensor<float> targets, float rate)
    {
        ThrowIfDisposed();
        Abandon();
        StepReadback readback = _readbacks[Steps % InFlight];
        Collect(readback);
        SetInputs(pictures, targets, rate);
        _submission.Begin();
        _run.AddTo(_submission);
        readback.AddTo(_submission);
        ulong number = _submission.Submit();
        _run.Submitted(number);
        readback.Submitted(number, Steps);
    }

    /// <summary>Whether a step was begun by <see cref="BeginStep"/> and its last part not recorded yet.</summary>
    public bool IsPartlyRecorded => _isBegun;

    /// <summary>
    /// Begins a step that a host records into its own frames, by <see cref="RecordSlice"/>, instead of one that is queued. The GPU must have
    /// finished the step before the last one that was begun so: only the host can know when that is.
    /// </summary>
    /// <param name="pictures">A batch of pictures, of <see cref="InputShape"/>; copied before this returns.</param>
    /// <param name="targets">N×classes: for each sample a distribution over the classes. A row of zeros counts nothing; a class below 0 is left out of its sample.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="InvalidOperationException">The step before is recorded only in part.</exception>
    /// <exception cref="ShapeException">A tensor has another shape.</exception>
    public void BeginStep(Tensor<float> pictures, Tensor<float> targets, float rate)
    {
        ThrowIfDisposed();
        if (_isBegun)
            throw new InvalidOperationException("The step begun before is recorded only in part: call RecordSlice until it returns true.");
        SetInputs(pictures, targets, rate);
        _sliced ??= new SlicedRun(_executor);
        _isBegun = true;
    }

    /// <summary>
    /// Records the next part of the step begun last into a command buffer of the host: about as many dispatches as fit the budget, and one
    /// at least. As with <see cref="Worker.RecordSlice"/>, the parts are submitted to one queue in the order they were recorded. Queueing a
    /// step by <see cref="Step"/> abandons the one under way.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="budget">GPU time for this part; zero for one dispatch.</param>
    /// <returns>Whether this was the step's last part: behind it the weights are new.</returns>
    /// <exception cref="ArgumentException">The handle is null, or the budget negative.</exception>
    /// <exception cref="InvalidOperationException">No step was begun.</exception>
    public bool RecordSlice(nint commandBuffer, TimeSpan budget)
    {
        ThrowIfDisposed();
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        if (budget < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget must not be negative.");
        if (!_isBegun)
            throw new InvalidOperationException("No step was begun. Call BeginStep first.");
        bool done = _sliced!.Record(commandBuffer, budget.TotalMilliseconds);
        _isBegun = !done;
        return done;
    }

    /// <summary>What the next step gave, in order, if it has arrived. Never waits.</summary>
    public bool TryGetResult(out StepResult result)
    {
        ThrowIfDisposed();
        if (_results.Count == 0 && Oldest() is { } oldest && _executor.Timeline.IsDone(oldest.Submission))
            Collect(oldest);
        return _results.TryDequeue(out result);
    }

    /// <summary>Waits for all queued steps; their results are there then.</summary>
    public void Finish()
    {
        ThrowIfDisposed();
        while (Oldest() is { } oldest)
            Collect(oldest);
    }

    /// <summary>The network with the weights as they are after the queued steps: the moving average of them where one is kept.</summary>
    public Graph ToGraph()
    {
        ThrowIfDisposed();
        return ToGraph(_store.Read);
    }

    /// <summary>The network with the weights of a state.</summary>
    internal Graph ToGraph(TrainingState state) => ToGraph(name => state.Parameters[name]);

    private Graph ToGraph(Func<string, float[]> read)
    {
        var constants = _graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        foreach ((string parameter, ParameterLayout layout) in _training.Averages.Append((TrainingGraph.Parameters, _training.Weights)))
        {
            foreach ((string name, Tensor<float> tensor) in layout.Split(read(Seen(parameter))))
                constants[name] = tensor;
        }
        return new Graph(_graph.Name, _graph.Inputs, _graph.Outputs, _graph.Nodes, constants);
    }

    /// <summary>Of what training has changed that which the network is made of; waits for the queued steps.</summary>
    internal TrainingState CaptureNetwork()
    {
        Finish();
        return new TrainingState(Steps, _training.Averages.Select(a => a.Parameter).Append(TrainingGraph.Parameters).Select(Seen).ToDictionary(n => n, _store.Read));
    }

    /// <summary>The list that the network is made of: the moving average where one is kept.</summary>
    private string Seen(string parameter) => _options.AverageDecay is null ? parameter : TrainingGraph.AverageOf(parameter);

    /// <summary>All that training has changed so far; waits for the queued steps.</summary>
    public TrainingState Capture()
    {
        Finish();
        return new TrainingState(Steps, _store.Names.ToDictionary(n => n, _store.Read));
    }

    /// <summary>Goes on from what was captured of a training of the same network with the same options.</summary>
    /// <exception cref="ArgumentException">It is of another network or another optimiser.</exception>
    public void Restore(TrainingState state)
    {
        Finish();
        foreach (string name in _store.Names)
        {
            if (!state.Parameters.TryGetValue(name, out float[]? elements) || elements.Length != _store.CountOf(name))
            {
                throw new ArgumentException($"The state is of another training: it has {(elements is null ? "no" : $"{elements.Length} numbers as")} '{name}', "
                    + $"and this training {_store.CountOf(name)}.", nameof(state));
            }
        }
        foreach (string name in _store.Names)
            _store.Write(name, state.Parameters[name]);
        Steps = state.Step;
        _results.Clear();
    }

    /// <summary>
    /// The first layer whose output, or whose gradient, is not a number for a batch, with the weights as they are: where a training that broke
    /// went wrong. Null where all are finite. Takes its own memory, much of it.
    /// </summary>
    /// <param name="pictures">The batch.</param>
    /// <param name="targets">Its targets.</param>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory to keep every value.</exception>
    public string? FindNonFinite(Tensor<float> pictures, Tensor<float> targets)
    {
        Finish();
        return NonFiniteSearch.Run(_training, _device, _store, pictures, targets, [_options.Seed, unchecked((int)Steps)]);
    }

    /// <summary>Waits for the GPU and frees everything. The host must know that steps recorded into its frames have finished.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _executor.Dispose();
        _store.Dispose();
        _device.Detach(this);
    }

    /// <summary>Begins anew with the weights of a graph of the same layers; waits for the queued steps.</summary>
    internal void Begin(Graph graph)
    {
        Abandon();
        Restore(new TrainingState(0, _training.Begin(graph.Constants)));
    }

    /// <summary>Makes room for what a step recorded into a host's frames gives. To be disposed before this.</summary>
    internal RecordedStep MakeRecordedStep()
    {
        _sliced ??= new SlicedRun(_executor);
        return new RecordedStep(_device, _executor, _store, _training.Weights);
    }

    /// <summary>The trained weights as they are after the queued steps; waits for them.</summary>
    internal IEnumerable<(string Name, Tensor<float> Tensor)> ReadWeights() => _training.Weights.Split(_store.Read(TrainingGraph.Parameters));

    internal static TensorShape BatchShape(Graph graph, int batch, TensorShape? sample)
    {
        if (batch < 1)
            throw new ShapeException($"The batch size is {batch}; it must be at least 1.");
        GraphInput input = graph.Inputs[0];
        if (sample is not null)
            return new TensorShape([batch, .. sample.Dimensions]);
        if (input.Dimensions.IsDefault || input.Dimensions.Skip(1).Any(d => d is null))
            throw new ShapeException($"The network's input {input} leaves its size open: say which shape a sample has.");
        return new TensorShape([batch, .. input.Dimensions.Skip(1).Select(d => d!.Value)]);
    }

    private void Abandon()
    {
        _sliced?.Abandon();
        _isBegun = false;
    }

    /// <summary>Sets what the next step works on, and counts it.</summary>
    private void SetInputs(Tensor<float> pictures, Tensor<float> targets, float rate)
    {
        Set(_training.Data, pictures);
        Set(TrainingGraph.Targets, targets);
        Steps++;
        _rate.Data[0] = rate;
        _step.Data[0] = Steps;
        (_seed.Data[0], _seed.Data[1]) = (_options.Seed, unchecked((int)Steps));
        Set(TrainingGraph.Rate, _rate);
        Set(TrainingGraph.Step, _step);
        Set(TrainingGraph.Seed, _seed);
    }

    private void Set(string name, Tensor tensor)
    {
        // A network without dropout has no seed.
        if (!Plan.Inputs.TryGetValue(name, out Kernels.TensorView? view))
            return;
        if (!tensor.Shape.Equals(view.Shape))
            throw new ShapeException($"A step takes '{name}' as {view.Shape}, not {tensor.Shape}.");
        _executor.Input(name).Set(tensor, name);
    }

    private StepReadback? Oldest() => _readbacks.Where(r => r.IsPending).OrderBy(r => r.Step).FirstOrDefault();

    private void Collect(StepReadback readback)
    {
        if (readback.IsPending)
            _results.Enqueue(readback.Collect());
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(Trainer));
    }
}
