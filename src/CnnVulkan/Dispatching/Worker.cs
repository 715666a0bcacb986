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
    private readonly VisionDevice _device;
    private readonly WorkerOptions _options;
    private readonly PlanCache _plans;
    // Inputs set since the last run that the current plan cannot take.
    private readonly Dictionary<string, Tensor> _pending = [];
    private readonly Dictionary<string, GpuTensor> _pendingGpu = [];
    private PlanCache.Entry? _current;
    private bool _disposed;

    /// <summary>Makes a model ready to run, as the constructor that takes its graph.</summary>
    /// <inheritdoc cref="Worker(Graph, VisionDevice, WorkerOptions)"/>
    public Worker(Model model, VisionDevice device, WorkerOptions? options = null)
        : this(model.Graph, device, options)
    {
    }

    /// <summary>Makes a graph ready to run. Where its input shapes are known, everything is made now; else at the first run.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">Precision, batch size, intermediates to keep.</param>
    /// <exception cref="ShapeException">The network does not fit its inputs, or a kept value does not exist.</exception>
    /// <exception cref="UnsupportedDeviceException">The device cannot store 16-bit floats.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public Worker(Graph graph, VisionDevice device, WorkerOptions? options = null)
    {
        _device = device;
        _options = options ?? new WorkerOptions();
        Graph = graph;
        device.Check(_options.Precision);
        string[] unknown = _options.Keep.Where(k => !graph.Nodes.Any(n => n.Outputs.Contains(k)) && graph.Inputs.All(i => i.Name != k)).ToArray();
        if (unknown.Length > 0)
            throw new ShapeException($"The network has no value '{unknown[0]}' to keep.");
        _plans = new PlanCache(graph, device, _options);
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
    }

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

    /// <summary>Whether the last scheduled run has finished. Never waits.</summary>
    public bool IsDone => Current?.Runs.IsDone ?? true;

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
        CheckInput(name, tensor.ElementType, tensor.Shape);
        _pendingGpu.Remove(name);
        if (Current is { } current && current.Takes(name, tensor))
        {
            _pending.Remove(name);
            current.Set(name, tensor);
            return;
        }
        _pending[name] = TensorCopy.Of(tensor);
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
        CheckInput(name, tensor.ElementType, tensor.Shape);
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
        _pending.Remove(name);
        _pendingGpu.Remove(name);
        if (Current is { } current && current.Inputs[name].Shape.Equals(tensor.Shape) && current.Executor.Plan.Inputs.ContainsKey(name))
            current.Executor.Input(name).SetFrom(tensor.Executor, tensor.View);
        else
            _pendingGpu[name] = tensor;
    }

    /// <summary>Queues a run and returns at once. Results are there when a readback says so.</summary>
    /// <exception cref="InvalidOperationException">An input was never set.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public void Schedule() => Ready().Schedule();

    /// <summary>
    /// Records one run into a command buffer of the host instead of queueing it: copies of the inputs set since, dispatches, barriers. The
    /// host submits it to the device's queue; readbacks asked for after that submission fetch its results. Until the GPU has finished,
    /// inputs are not set again, and neither this worker is disposed nor one whose output is an input: only the host can know when that is.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <exception cref="ArgumentException">The handle is null.</exception>
    /// <exception cref="InvalidOperationException">An input was never set.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public void Record(nint commandBuffer) => Ready().Record(Commands(commandBuffer));

    /// <summary>
    /// Whether a run was begun by <see cref="RecordSlice"/> and its last part not recorded yet. Inputs set meanwhile are those of the next
    /// run; <see cref="Schedule"/> and <see cref="Record(nint)"/> abandon the run under way.
    /// </summary>
    public bool IsPartlyRecorded => Current is { Runs.IsPartlyRecorded: true };

    /// <summary>
    /// Records the next part of a run into a command buffer of the host: about as many dispatches as fit the budget, and one at least. So
    /// on a device with one queue a frame never waits for a whole network. Call it once per frame until it returns true; the next call
    /// begins a new run, with the inputs as they are then.
    /// </summary>
    /// <remarks>
    /// What a dispatch costs is known from time stamps of earlier runs, fetched when they have arrived and never waited for; in the first
    /// runs, and on devices without time stamps, it is guessed from multiply-adds and bytes. The parts must be submitted to one queue in
    /// the order they were recorded, whatever else in between; each orders itself behind the ones before. Results are those of the last
    /// finished run from the part that ended it to the first part of the next run: copy what must outlast that
    /// (<see cref="RecordedReadback"/>, or a shader of the host behind the last part). Nothing is allocated after the first run. The rest
    /// is as with <see cref="Record(nint)"/>; inputs set from other workers are copied in a run's first part.
    /// </remarks>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="budget">GPU time for this part; zero for one dispatch.</param>
    /// <returns>Whether this was the run's last part.</returns>
    /// <exception cref="ArgumentException">The handle is null, or the budget negative.</exception>
    /// <exception cref="InvalidOperationException">An input was never set.</exception>
    /// <exception cref="ShapeException">The inputs do not fit the network.</exception>
    public bool RecordSlice(nint commandBuffer, TimeSpan budget)
    {
        if (budget < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget must not be negative.");
        PlanRuns runs = IsPartlyRecorded ? Running() : Ready();
        return runs.RecordSlice(Commands(commandBuffer), budget.TotalMilliseconds);
    }

    /// <summary>An output, or a kept intermediate, of the last scheduled run; stays on the GPU until it is read back.</summary>
    /// <param name="name">The value's name; null for the first output.</param>
    /// <exception cref="ShapeException">There is no such output.</exception>
    /// <exception cref="InvalidOperationException">Nothing was scheduled yet.</exception>
    public GpuTensor PeekOutput(string? name = null)
    {
        ThrowIfDisposed();
        name ??= Graph.Outputs[0];
        if (!Graph.Outputs.Contains(name) && !_options.Keep.Contains(name))
            throw new ShapeException($"'{name}' is neither an output ({string.Join(", ", Graph.Outputs)}) nor kept. Name it in WorkerOptions.Keep.");
        if (Current is null || !Current.Runs.HasRun)
            throw new InvalidOperationException("Nothing was scheduled yet. Call Schedule first.");
        return Current.Outputs[name];
    }

    /// <summary>Waits for the GPU and frees everything.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _plans.Dispose();
        _device.Detach(this);
    }

    /// <summary>Records one run whose only input is a picture in an image of the host; other sizes than before make another plan.</summary>
    internal void Record(nint commandBuffer, in HostImage image)
    {
        ThrowIfDisposed();
        Silk.NET.Vulkan.CommandBuffer commands = Commands(commandBuffer);
        PlanCache.Entry plan = PlanFor(image.Width, image.Height);
        plan.Runs.Record(commands, Graph.Inputs[0].Name, image);
    }

    /// <summary>Sets the only input, a picture; other sizes than before make another plan.</summary>
    internal void SetInput(in ImageView image)
    {
        ThrowIfDisposed();
        PlanFor(image.Width, image.Height).Executor.Input(Graph.Inputs[0].Name).Set(image);
    }

    /// <summary>The plan for pictures of a size as the only input, in use from now on.</summary>
    private PlanCache.Entry PlanFor(int width, int height)
    {
        string input = Graph.Inputs[0].Name;
        if (Current is null || Current.Inputs[input].Shape is var shape && (shape[0] != height || shape[1] != width))
        {
            var picture = new TensorInfo(new TensorShape(height, width), ElementType.Int32);
            _current = _plans.Get(_current, new Dictionary<string, TensorInfo> { [input] = picture });
        }
        _pending.Clear();
        return _current!;
    }

    private static Silk.NET.Vulkan.CommandBuffer Commands(nint commandBuffer) => commandBuffer != 0
        ? new Silk.NET.Vulkan.CommandBuffer { Handle = commandBuffer }
        : throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));

    private PlanRuns Running()
    {
        ThrowIfDisposed();
        return _current!.Runs;
    }

    /// <summary>The plan for the inputs as they are set.</summary>
    private PlanRuns Ready()
    {
        ThrowIfDisposed();
        if (Current is null || _pending.Count + _pendingGpu.Count > 0)
            SwitchPlan();
        PlanRuns runs = _current!.Runs;
        return runs.Executor.FirstMissingInput is { } missing
            ? throw new InvalidOperationException($"Input '{missing}' was not set. Call SetInput before Schedule.")
            : runs;
    }

    private void SwitchPlan()
    {
        PlanCache.Entry? previous = _current;
        // For want of memory plans may be dropped on the way to the next, this one among them.
        PlanCache.Entry next = _plans.Get(
            previous,
            _pending.Select(p => (p.Key, TensorInfo.Of(p.Value))).Concat(_pendingGpu.Select(p => (p.Key, new TensorInfo(p.Value.Shape, p.Value.ElementType))))
                .ToDictionary(p => p.Key, p => p.Item2));
        foreach (string name in next.Executor.Plan.Inputs.Keys)
        {
            if (_pending.TryGetValue(name, out Tensor? tensor))
                next.Set(name, tensor);
            else if (_pendingGpu.TryGetValue(name, out GpuTensor? onGpu))
                next.Executor.Input(name).SetFrom(onGpu.Executor, onGpu.View);
            else if (previous is { Executor.IsDisposed: false } && previous != next)
                next.TakeOver(name, previous);
        }
        _pending.Clear();
        _pendingGpu.Clear();
        _current = next;
    }

    private void CheckInput(string name, ElementType elementType, TensorShape shape)
    {
        GraphInput input = FindInput(name)
            ?? throw new ShapeException($"The network has no input '{name}'. It has: {string.Join("; ", Graph.Inputs)}.");
        input.Check(elementType, shape);
    }

    /// <summary>A loop, because a lambda would allocate in every frame.</summary>
    private GraphInput? FindInput(string name)
    {
        foreach (GraphInput input in Graph.Inputs)
        {
            if (input.Name == name)
                return input;
        }
        return null;
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(Worker));
    }
}
