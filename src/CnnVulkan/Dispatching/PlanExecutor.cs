using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// A plan on the GPU: memory, weights, pipelines, descriptors and the staging of its inputs, all made once. It runs nothing by itself:
/// recorders write its dispatches into command buffers, whole (<see cref="WholeRun"/>), timed one by one (<see cref="ProfiledRun"/>), among
/// a host's commands (<see cref="HostRun"/>) or in parts (<see cref="SlicedRun"/>).
/// </summary>
internal sealed class PlanExecutor : IDisposable
{
    // Everything made here and over it, freed in reverse.
    private readonly Stack<IDisposable> _owned = new();
    private readonly Dictionary<string, InputStaging> _inputs = [];
    private readonly InputStaging[] _inputList;
    private readonly PlanWeights _weights;
    private readonly GpuPipeline[] _pipelines;
    private readonly DescriptorSet[] _sets;
    private readonly OutputPlace? _place;
    private readonly ParameterStore? _parameters;
    private readonly Dictionary<GpuTimeline, ulong> _readers = [];
    private readonly ArenaPool.Lease? _lease;
    private bool _disposed;

    /// <param name="plan">The plan.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="place">Where its only output goes; null for its own memory.</param>
    /// <param name="parameters">The memory of its parameters; borrowed. Null where it has none.</param>
    /// <param name="queue">The queue that all its work goes to; null for the device's first.</param>
    /// <param name="progress">Told how far making it has come, from 0 to 1; or null.</param>
    /// <param name="arenas">Memory that it shares with plans that never run between its begin and its end; null for its own.</param>
    public PlanExecutor(
        Plan plan, VisionDevice device, OutputPlace? place = null, ParameterStore? parameters = null, DeviceQueue? queue = null, IProgress<double>? progress = null,
        ArenaPool? arenas = null)
    {
        Plan = plan;
        Device = device;
        _place = place;
        _parameters = parameters;
        try
        {
            Pool = Own(new GpuCommandPool(device.Vulkan, queue));
            Timeline = place?.Executor.Timeline ?? Own(GpuTimeline.Create(device.Vulkan, queue));
            // The last binding may start where the last tensor ends.
            long arenaBytes = plan.ArenaBytes + device.Limits.TensorAlignment;
            _lease = arenas is null ? null : Own(arenas.Take(arenaBytes));
            Arena = _lease?.Buffer ?? Own(new GpuBuffer(device.Vulkan, device.Allocator, arenaBytes, MemoryUse.Device, "arena"));
            // Beside each other: what takes the driver long to compile must not leave a processor without work.
            Task<GpuPipeline[]> pipelines = Task.Run(() => device.Pipelines.Get(plan.Dispatches, progress));
            try
            {
                _weights = Own(new PlanWeights(device, Pool, Timeline, plan));
            }
            finally
            {
                Task.WaitAny(pipelines);
            }
            _pipelines = pipelines.GetAwaiter().GetResult();
            _sets = CreateSets(Arena, _owned);
            foreach ((string name, TensorView view) in plan.Inputs)
                _inputs[name] = Own(new InputStaging(device, Pool, Timeline, name, view, Arena));
            _inputList = [.. _inputs.Values];
            if (_lease is { IsShared: true })
                WarmUpElsewhere(arenaBytes);
            else
                WarmUp.Run(device, Pool, Timeline, Arena, plan, _pipelines, _sets);
            progress?.Report(1);
            // Its own pool: results may be read on another thread than the one that sets inputs.
            Readback = Own(new Readback(device, Own(new GpuCommandPool(device.Vulkan, queue)), Timeline, Arena));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Plan Plan { get; }

    /// <summary>The device it runs on; borrowed.</summary>
    public VisionDevice Device { get; }

    /// <summary>The memory of inputs, activations and outputs.</summary>
    public GpuBuffer Arena { get; }

    /// <summary>The command buffers of its recorders.</summary>
    public GpuCommandPool Pool { get; }

    /// <summary>Numbers its submissions.</summary>
    public GpuTimeline Timeline { get; }

    /// <summary>Whether its queue has time stamps.</summary>
    public bool HasTimestamps => Timeline.Queue.TimestampBits > 0 && Device.Vulkan.Facts.TimestampPeriod > 0;

    /// <summary>Reads results.</summary>
    public Readback Readback { get; }

    /// <summary>The run of a worker begun last; none where something else than a worker runs it.</summary>
    public VisionRun LastRun { get; set; }

    /// <summary>The staging of an input.</summary>
    public InputStaging Input(string name) => _inputs[name];

    /// <summary>The first input that was never set, or null.</summary>
    public string? FirstMissingInput
    {
        get
        {
            foreach ((string name, InputStaging input) in _inputs)
            {
                if (!input.IsSet)
                    return name;
            }
            return null;
        }
    }

    /// <summary>Whether inputs were set since the last run.</summary>
    public bool HasPendingInputs
    {
        get
        {
            foreach (InputStaging input in _inputList)
            {
                if (input.IsPending)
                    return true;
            }
            return false;
        }
    }

    /// <summary>Adds the copies of the inputs set since the last run to what will be submitted.</summary>
    public void AddInputs(Submission submission)
    {
        foreach (InputStaging input in _inputList)
        {
            if (input.IsPending)
                submission.Add(input.Copy);
        }
    }

    /// <summary>Notes that those copies were submitted.</summary>
    public void Submitted(ulong number)
    {
        foreach (InputStaging input in _inputList)
        {
            if (input.IsPending)
                input.Submitted(number);
        }
    }

    /// <summary>Records the copies of the inputs set since the last run, behind all that was done with the arena before.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="slot">The run that reads them; null where only the host knows when it ends.</param>
    /// <param name="isHosts">Whether a host submits them: they then count as copied. Else <see cref="Submitted"/> tells.</param>
    public void RecordInputs(CommandWriter writer, RunSlot? slot, bool isHosts = true)
    {
        writer.FullBarrier();
        foreach (InputStaging input in _inputList)
        {
            if (input.IsPending)
                input.Record(writer, slot, isHosts);
        }
        writer.FullBarrier();
    }

    /// <summary>Has the next run copy every input again that was ever set.</summary>
    public void SetInputsAgain()
    {
        foreach (InputStaging input in _inputList)
            input.SetAgain();
    }

    /// <summary>Records all dispatches.</summary>
    public void RecordDispatches(CommandWriter writer)
    {
        for (int i = 0; i < Plan.Dispatches.Length; i++)
            RecordDispatch(writer, i);
    }

    /// <summary>Records one dispatch, with the barrier before it.</summary>
    public void RecordDispatch(CommandWriter writer, int index)
    {
        Dispatch dispatch = Plan.Dispatches[index];
        if (dispatch.BarrierBefore)
            writer.ShaderBarrier();
        writer.Dispatch(dispatch, _pipelines[index], _sets[index]);
    }

    /// <summary>Records a band of a dispatch, of the units of <see cref="DispatchBands"/>.</summary>
    public void RecordBand(CommandWriter writer, int index, int start, int units)
    {
        Dispatch dispatch = Plan.Dispatches[index];
        DispatchBands bands = DispatchBands.Of(dispatch, Device.Limits);
        if (units == bands.Count)
        {
            RecordDispatch(writer, index);
            return;
        }
        // Bands need not wait for each other. But a time stamp between them means little if they overlap, and whoever checks reads and writes knows no parts of a buffer.
        if (dispatch.BarrierBefore || start > 0)
            writer.ShaderBarrier();
        writer.Dispatch(dispatch, _pipelines[index], _sets[index], bands, (uint)start, (uint)units);
    }

    /// <summary>Notes that a submission on another timeline reads this arena: it is not freed before that has finished.</summary>
    public void HoldFor(GpuTimeline reader, ulong submission) => _readers[reader] = submission;

    /// <summary>Notes that a run begins: where its memory is shared, nothing of others is there any more.</summary>
    public void Occupy() => _lease?.Occupy();

    /// <summary>Whether another plan has computed in the same memory since.</summary>
    public bool IsOverwritten => _lease is { IsOverwritten: true };

    /// <summary>Whether everything was freed.</summary>
    public bool IsDisposed => _disposed;

    /// <exception cref="ObjectDisposedException">The arena is gone.</exception>
    public void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(Worker), "The worker that computed this input was disposed, or has made another plan since.");
    }

    /// <summary>Has a part that a recorder made freed with this, before what was made earlier.</summary>
    public T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            // Nothing is destroyed while the GPU may use it.
            Timeline?.Wait(Timeline.Last);
            foreach ((GpuTimeline reader, ulong submission) in _readers)
                reader.Wait(submission);
        }
        catch (VulkanException)
        {
            // A lost device runs nothing any more: freeing is safe, and all that is left to do.
        }
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    /// <summary>In memory of its own: another network may be at work in the one they share.</summary>
    private void WarmUpElsewhere(long arenaBytes)
    {
        if (_pipelines.All(p => p.HasRun))
            return;
        var owned = new Stack<IDisposable>();
        try
        {
            var arena = new GpuBuffer(Device.Vulkan, Device.Allocator, arenaBytes, MemoryUse.Device, "arena of the first run");
            owned.Push(arena);
            WarmUp.Run(Device, Pool, Timeline, arena, Plan, _pipelines, CreateSets(arena, owned));
        }
        catch (GpuOutOfMemoryException)
        {
            // The first run of its new kernels takes longer then.
        }
        finally
        {
            while (owned.Count > 0)
                owned.Pop().Dispose();
        }
    }

    private DescriptorSet[] CreateSets(GpuBuffer arena, Stack<IDisposable> owner)
    {
        int all = Plan.Dispatches.Sum(d => d.Bindings.Length);
        int texels = Plan.Dispatches.Sum(d => d.Kernel.Buffers.Count(b => b.Texels));
        var pool = new GpuDescriptorPool(Device.Vulkan, Plan.Dispatches.Length, all - texels, texels);
        owner.Push(pool);
        return Plan.Dispatches.Select((dispatch, i) => pool.Allocate(
            _pipelines[i].Layout,
            0,
            dispatch.Bindings.Zip(dispatch.Kernel.Buffers, (access, buffer) => Bind(access, buffer, arena, owner)).ToArray())).ToArray();
    }

    private BufferBinding Bind(Access access, KernelBuffer buffer, GpuBuffer arena, Stack<IDisposable> owner)
    {
        (GpuBuffer memory, long offset) = access.Tensor.Kind switch
        {
            PlanTensorKind.Constant => (_weights[access.Tensor], access.BindOffset),
            PlanTensorKind.Parameter => (_parameters![access.Tensor.Name], access.BindOffset),
            PlanTensorKind.Output when _place is not null => (_place.Executor.Arena, _place.Input.Tensor.ArenaOffset + access.BindOffset),
            _ => (arena, access.Tensor.ArenaOffset + access.BindOffset),
        };
        GpuBufferView? view = null;
        if (buffer.Texels)
            owner.Push(view = new GpuBufferView(Device.Vulkan, memory.Handle, offset, access.BindBytes, access.Tensor.Type == StorageType.Float16));
        return new BufferBinding(memory.Handle, offset, access.BindBytes, view?.Handle ?? default);
    }
}
