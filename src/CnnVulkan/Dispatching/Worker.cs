using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan;

/// <summary>
/// Runs a network on a device. Not thread-safe: one thread at a time; several workers may share a device. The device outlives it.
/// </summary>
public sealed class Worker : IDisposable
{
    private readonly WorkerOptions _options;
    private VisionDevice _device;
    private PlanCache _plans;
    // Inputs set since the last run that the current plan cannot take.
    private readonly PendingInputs _pending = new();
    private PlanCache.Entry? _current;
    private bool _disposed;

    /// <summary>Makes a model ready to run, as the constructor that takes its graph.</summary>
    /// <inheritdoc cref="Worker(Graph, VisionDevice, WorkerOptions)"/>
    public Worker(Model model, VisionDevice device, WorkerOptions? options = null)
        : this(model.Graph, device, options)
    {
    }

    /// <summary>
    /// Makes a graph ready to run, which takes from tens of milliseconds to seconds: see <see cref="CreateAsync(Graph, VisionDevice, WorkerOptions, IProgress{double}, CancellationToken)"/>.
    /// Where its input shapes are known, everything is made now; else by <see cref="Prepare"/>, or at the first run.
    /// </summary>
    /// <param name="graph">The network.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">Precision, batch size, what to keep and to read back.</param>
    /// <exception cref="ShapeException">The network does not fit its inputs, or a value to keep or to read back does not exist.</exception>
    /// <exception cref="UnsupportedDeviceException">The device cannot store 16-bit floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The device has no such queue, or there can be no such number of runs.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public Worker(Graph graph, VisionDevice device, WorkerOptions? options = null)
        : this(graph, device, options, null)
    {
    }

    private Worker(Graph graph, VisionDevice device, WorkerOptions? options, IProgress<double>? progress)
    {
        _device = device;
        _options = options ?? new WorkerOptions();
        Graph = graph;
        Check(device);
        _options.Check(graph);
        _plans = new PlanCache(graph, device, _options) { Progress = progress };
        device.Attach(this);
        try
        {
            _current = _plans.TryGetForDeclaredShapes();
        }
        catch
        {
            Dispose();
            throw;
        }
        _plans.Progress = null;
    }

    /// <summary>Bytes of the memory that it computes in, which others may share.</summary>
    internal long ArenaBytes => Current?.Executor.Arena.Bytes ?? 0;

    /// <summary>What the slice recorded last is expected to take, in milliseconds.</summary>
    internal double ExpectedSlice => Current?.Runs.ExpectedSlice ?? 0;

    /// <summary>The plan in use; null too where it was dropped for want of memory.</summary>
    private PlanCache.Entry? Current => _current is { Executor.IsDisposed: false } ? _current : null;

    /// <summary>The network.</summary>
    public Graph Graph { get; }

    /// <summary>The plan in use: dispatches, memory, barriers. Null until the input shapes are known.</summary>
    public Plan? Plan => _current?.Executor.Plan;

    /// <summary>
    /// How long the last scheduled run took on the GPU, uploads and readbacks apart; waits for it. Zero where there was none or the
    /// device has no time stamps. After <see cref="RecordSlice"/>: that of the run whose time stamps arrived last, without waiting.
    /// </summary>
    public TimeSpan LastGpuTime => TimeSpan.FromTicks((long)((Current?.Runs.Times.Milliseconds() ?? 0) * TimeSpan.TicksPerMillisecond));

    /// <summary>
    /// Each dispatch of the last run with its time; waits for it. Empty without <see cref="WorkerOptions.Profile"/>. After
    /// <see cref="RecordSlice"/>, which times every run: those of the run whose time stamps arrived last, without waiting.
    /// </summary>
    public IReadOnlyList<DispatchTiming> Profile => Current?.Runs.Times.Profile() ?? [];

    /// <summary>The run begun last; the default handle before the first, and after another plan was made.</summary>
    public VisionRun LastRun => Current?.Runs.Last ?? default;

    /// <summary>The newest run that is done; the default handle where none is. What a frame shows: asking is cheap, and it is never older than need be.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public VisionRun LastDoneRun => Current?.Runs.LastDone ?? default;

    /// <summary>Makes a model ready to run, as the method that takes its graph.</summary>
    /// <inheritdoc cref="CreateAsync(Graph, VisionDevice, WorkerOptions, IProgress{double}, CancellationToken)"/>
    public static Task<Worker> CreateAsync(
        Model model, VisionDevice device, WorkerOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
        => CreateAsync(model.Graph, device, options, progress, cancellation);

    /// <summary>Makes a graph ready to run on threads of the pool: the one that renders goes on.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">As for the constructor.</param>
    /// <param name="progress">Told how far it has come, from 0 to 1, from any thread; or null.</param>
    /// <param name="cancellation">Ends it; a worker that was made all the same is freed.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Worker(Graph, VisionDevice, WorkerOptions)"/>
    public static Task<Worker> CreateAsync(
        Graph graph, VisionDevice device, WorkerOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
        => Task.Run(
            () =>
            {
                var worker = new Worker(graph, device, options, progress);
                if (!cancellation.IsCancellationRequested)
                    return worker;
                worker.Dispose();
                throw new OperationCanceledException(cancellation);
            },
            cancellation);

    /// <summary>
    /// Makes all that the inputs set so far need, so that the next recording need not: a plan for their shapes, with its memory and pipelines. Takes
    /// from milliseconds to seconds where their shapes are new, nothing where they are not; <see cref="Schedule"/> does it by itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">The shape of an input is open, and it was never set.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public void Prepare()
    {
        ThrowIfDisposed();
        if (NeedsPlan)
            SwitchPlan(make: true);
    }

    /// <summary>
    /// Goes on with another device, such as one made after the last was lost: the network is made ready there, and inputs are to be set again. What
    /// was under way is given up.
    /// </summary>
    /// <param name="device">The device; borrowed.</param>
    /// <exception cref="UnsupportedDeviceException">The device cannot store 16-bit floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The device has no such queue.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public void Attach(VisionDevice device)
    {
        // One that its device took down with it can go on as well.
        Check(device);
        if (!_disposed)
        {
            _plans.Dispose();
            _device.Detach(this);
        }
        _pending.Clear();
        _current = null;
        (_device, _plans) = (device, new PlanCache(Graph, device, _options));
        device.Attach(this);
        _disposed = false;
        _current = _plans.TryGetForDeclaredShapes();
    }

    /// <summary>Sets the only input.</summary>
    /// <exception cref="ShapeException">The network has several, or the tensor does not fit the declared shape or element type.</exception>
    public void SetInput(Tensor tensor)
    {
        if (Graph.Inputs.Length != 1)
            throw new ShapeException($"The network has {Graph.Inputs.Length} inputs ({string.Join(", ", Graph.Inputs.Select(i => i.Name))}): say which one to set.");
        SetInput(Graph.Inputs[0].Name, tensor);
    }

    /// <summary>Sets an input for the following runs. The elements are copied before this returns.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="tensor">The elements. Another shape than before makes another plan at the next run.</param>
    /// <exception cref="ShapeException">There is no such input, or the tensor does not fit the declared shape or element type.</exception>
    public void SetInput(string name, Tensor tensor)
    {
        ThrowIfDisposed();
        Graph.CheckInput(name, tensor.ElementType, tensor.Shape);
        if (Current is { } current && current.Takes(name, tensor))
        {
            _pending.Remove(name);
            current.Set(name, tensor);
            return;
        }
        _pending.Set(name, tensor);
        // So that recording, later, has nothing to copy.
        if (Current is not null && !IsPartlyRecorded)
            SwitchPlan(make: false);
    }

    /// <summary>
    /// Sets an input to what another worker of the same device computes: the copy stays on the GPU. It is made when the next run is
    /// scheduled, of what the other worker's last scheduled run before that gives.
    /// </summary>
    /// <param name="name">The input's name.</param>
    /// <param name="tensor">The other worker's output; that worker must live until the next <see cref="Schedule"/>.</param>
    /// <exception cref="ShapeException">There is no such input, or the tensor does not fit its declared shape, element type or precision.</exception>
    public void SetInput(string name, GpuTensor tensor)
    {
        ThrowIfDisposed();
        Graph.CheckInput(name, tensor.ElementType, tensor.Shape);
        if (tensor.IsKnown)
        {
            SetInput(name, tensor.Readback());
            return;
        }
        StorageType storage = StorageTypes.Of(tensor.ElementType, _options.Precision);
        if (tensor.View.Type != storage)
            throw new ShapeException($"Input '{name}' is stored as {storage}, but '{tensor.Name}' as {tensor.View.Type}. Run both workers at the same precision.");
        if (tensor.Executor.Device != _device)
            throw new ArgumentException($"'{tensor.Name}' lies on another device.", nameof(tensor));
        if (tensor.Executor.Timeline.Queue != _device.Queue(_options.Queue))
            throw new ArgumentException($"'{tensor.Name}' is computed on another queue. Run both on the same: WorkerOptions.Queue.", nameof(tensor));
        _pending.Remove(name);
        if (Current is { } current && current.Inputs[name].Shape.Equals(tensor.Shape) && current.Executor.Plan.Inputs.ContainsKey(name))
            current.Executor.Input(name).SetFrom(tensor.Executor, tensor.View);
        else
            _pending.Set(name, tensor);
    }

    /// <summary>
    /// Queues a run and returns at once; waits only where <see cref="WorkerOptions.RunsInFlight"/> runs are under way. Inputs of another shape make
    /// another plan first, which takes its time: see <see cref="Prepare"/>.
    /// </summary>
    /// <returns>The run.</returns>
    /// <exception cref="InvalidOperationException">An input was never set.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public VisionRun Schedule() => Submit();

    /// <summary>
    /// As <see cref="Schedule"/>, between a host's own submissions: it waits for semaphores that they signal, and signals some that they wait for.
    /// For hosts that show no command buffer, and for queues beside the one that draws.
    /// </summary>
    /// <param name="waits">What it waits for, before anything is copied or computed.</param>
    /// <param name="signals">What it signals at its end.</param>
    /// <returns>The run.</returns>
    /// <exception cref="InvalidOperationException">An input was never set.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    /// <exception cref="ArgumentException">A semaphore is null, or has a value where timeline semaphores are not enabled.</exception>
    public VisionRun Submit(ReadOnlySpan<QueueSemaphore> waits = default, ReadOnlySpan<QueueSemaphore> signals = default)
    {
        _device.Check(waits, nameof(waits));
        _device.Check(signals, nameof(signals));
        return Ready(make: true).Submit(waits, signals);
    }

    /// <summary>
    /// Records one run into a command buffer of the host instead of queueing it: copies of the inputs set since, dispatches, barriers, copies of what is
    /// read back. The host submits it to the worker's queue. Nothing is submitted, waited for or made, so inputs whose shapes need a plan that is
    /// not there are an error. Until the GPU has finished, neither this worker is disposed nor one whose output is an input.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ArgumentException">The handle is null.</exception>
    /// <exception cref="InvalidOperationException">An input was never set, or inputs need another plan: call <see cref="Prepare"/>.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public VisionRun Record(nint commandBuffer)
    {
        Silk.NET.Vulkan.CommandBuffer commands = Commands(commandBuffer);
        return Ready(make: false).Record(commands);
    }

    /// <summary>
    /// Whether a run was begun by <see cref="RecordSlice"/> or <see cref="ScheduleSlice"/> and its last part not recorded yet. Inputs set meanwhile are those of the next
    /// run; <see cref="Schedule"/> and <see cref="Record(nint)"/> abandon the run under way.
    /// </summary>
    public bool IsPartlyRecorded => Current is { Runs.IsPartlyRecorded: true };

    /// <summary>
    /// Records the next part of a run into a command buffer of the host: as much as fits the budget by what it took before, copies of inputs and results
    /// included, and something at least. A dispatch that does not fit is cut into bands. So on a device with one queue a frame never waits for a whole network. Call it once per
    /// frame until the run is no longer <see cref="VisionRun.IsRecording"/>; the next call begins a new run, with the inputs as they are then. Nothing is submitted, waited for or made.
    /// </summary>
    /// <remarks>
    /// What a dispatch costs is known from time stamps of earlier parts, fetched when they have arrived and never waited for; until then it is
    /// guessed from multiply-adds and bytes, with caution, so that the first run takes more frames than the next. What no cutting makes short enough is told by
    /// <see cref="VisionRun.OverBudget"/>. The parts must be submitted to one queue in
    /// the order they were recorded, whatever else in between; each orders itself behind the ones before. Results are those of the last
    /// finished run from the part that ended it to the first part of the next run: copy what must outlast that
    /// (<see cref="WorkerOptions.Readback"/>, or a shader of the host behind the last part). The rest is as with <see cref="Record(nint)"/>; inputs set from other workers are copied in a run's first part.
    /// </remarks>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="budget">GPU time for this part; zero for one dispatch, uncut, with the copies before and behind it.</param>
    /// <returns>The run, the same handle for all its parts.</returns>
    /// <exception cref="ArgumentException">The handle is null, or the budget negative.</exception>
    /// <exception cref="InvalidOperationException">An input was never set, or inputs need another plan: call <see cref="Prepare"/>.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public VisionRun RecordSlice(nint commandBuffer, TimeSpan budget)
    {
        Silk.NET.Vulkan.CommandBuffer commands = Commands(commandBuffer);
        return ReadyForSlice(budget).RecordSlice(commands, budget.TotalMilliseconds);
    }

    /// <summary>
    /// As <see cref="RecordSlice"/>, submitted here: for a device of one's own, and for hosts that show no command buffer. Call it once per frame. It never waits: where the parts
    /// before have not finished it does nothing, and the next call goes on.
    /// </summary>
    /// <param name="budget">As of <see cref="RecordSlice"/>.</param>
    /// <returns>The run begun last, the same handle for all its parts; the default handle where none was begun yet.</returns>
    /// <exception cref="ArgumentException">The budget is negative.</exception>
    /// <exception cref="InvalidOperationException">An input was never set, or inputs need another plan: call <see cref="Prepare"/>.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public VisionRun ScheduleSlice(TimeSpan budget) => ReadyForSlice(budget).ScheduleSlice(budget.TotalMilliseconds);

    /// <summary>
    /// Gives up what was recorded and will not be submitted, because the host dropped the command buffer: a run under way ends, and the next one copies
    /// all inputs again, as they were set last.
    /// </summary>
    public void Abandon() => Current?.Runs.Abandon();

    /// <summary>An output, or a kept intermediate: where runs leave it on the GPU, the last one's until the next.</summary>
    /// <param name="name">The value's name; null for the first output.</param>
    /// <exception cref="ShapeException">There is no such output.</exception>
    /// <exception cref="InvalidOperationException">There is no plan yet: the shapes of inputs are open.</exception>
    public GpuTensor PeekOutput(string? name = null)
    {
        ThrowIfDisposed();
        name ??= Graph.Outputs[0];
        if (!Graph.Outputs.Contains(name) && !_options.Keep.Contains(name))
            throw new ShapeException($"'{name}' is neither an output ({string.Join(", ", Graph.Outputs)}) nor kept. Name it in WorkerOptions.Keep.");
        return (Current ?? throw new InvalidOperationException("Where outputs lie is not known yet: set the inputs, and call Schedule or Prepare.")).Outputs[name];
    }

    /// <summary>
    /// Waits for what the worker itself submitted, and frees everything. What it recorded into command buffers of a host must have finished: only the host
    /// knows of those.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _plans.Dispose();
        _device.Detach(this);
    }

    private static Silk.NET.Vulkan.CommandBuffer Commands(nint commandBuffer) => commandBuffer != 0
        ? new Silk.NET.Vulkan.CommandBuffer { Handle = commandBuffer }
        : throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));

    private PlanRuns ReadyForSlice(TimeSpan budget)
    {
        if (budget < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget must not be negative.");
        ThrowIfDisposed();
        return IsPartlyRecorded ? _current!.Runs : Ready(make: false);
    }

    private bool NeedsPlan => Current is null || _pending.Count > 0;

    /// <summary>The plan for the inputs as they are set.</summary>
    /// <param name="make">Whether it may be made.</param>
    private PlanRuns Ready(bool make)
    {
        ThrowIfDisposed();
        if (NeedsPlan && !SwitchPlan(make))
        {
            throw new InvalidOperationException("The inputs set since need a plan that is not there, and recording makes none. Call Worker.Prepare, at a time when it may take a moment; "
                + $"set are {_pending}.");
        }
        PlanRuns runs = _current!.Runs;
        return runs.Executor.FirstMissingInput is { } missing
            ? throw new InvalidOperationException($"Input '{missing}' was not set. Call SetInput before Schedule.")
            : runs;
    }

    /// <summary>Goes over to the plan for the inputs set since; whether it was there or could be made.</summary>
    private bool SwitchPlan(bool make)
    {
        PlanCache.Entry? previous = _current;
        // For want of memory plans may be dropped on the way to the next, this one among them.
        PlanCache.Entry? next = _plans.Get(previous, _pending.Infos, make);
        if (next is null)
            return false;
        if (previous is { Executor.IsDisposed: false } && previous != next)
            previous.Runs.AbandonSlices();
        _pending.MoveTo(next, previous);
        _current = next;
        return true;
    }

    private void Check(VisionDevice device)
    {
        device.Check(_options.Precision);
        _ = device.Queue(_options.Queue);
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(Worker));
    }
}
