using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// A plan on the GPU: memory, weights, pipelines and descriptors made once, commands recorded once, submitted per run. Nothing is
/// allocated, written to descriptors or compiled after construction.
/// </summary>
internal sealed class PlanExecutor : IDisposable
{
    private readonly VisionDevice _device;
    // Everything made here, freed in reverse.
    private readonly Stack<IDisposable> _owned = new();
    private readonly Dictionary<string, InputStaging> _inputs = [];
    private readonly InputStaging[] _inputList;
    private readonly CommandBuffer[] _submission;
    private readonly GpuCommandPool _pool;
    private readonly GpuTimeline _timeline;
    private readonly GpuBuffer _arena;
    private readonly Dictionary<PlanTensor, GpuBuffer> _constants = [];
    private readonly GpuPipeline[] _pipelines;
    private readonly DescriptorSet[] _sets;
    private readonly GpuTimestamps? _timestamps;
    private readonly bool _profile;
    private readonly CommandBuffer _run;
    private readonly Dictionary<GpuTimeline, ulong> _readers = [];
    // Made when the first slice is recorded.
    private SliceRecorder? _slices;
    private bool _lastWasSliced;
    private ulong _lastRun;
    private bool _disposed;

    public PlanExecutor(Plan plan, VisionDevice device, bool profile)
    {
        Plan = plan;
        _device = device;
        try
        {
            _pool = Own(new GpuCommandPool(device.Vulkan));
            _timeline = Own(new GpuTimeline(device.Vulkan));
            // The last binding may start where the last tensor ends.
            long arenaBytes = plan.ArenaBytes + device.Limits.TensorAlignment;
            _arena = Own(new GpuBuffer(device.Vulkan, device.Allocator, arenaBytes, MemoryUse.Device, "arena"));
            // Beside each other: what takes the driver long to compile must not leave a processor without work.
            Task<GpuPipeline[]> pipelines = Task.Run(() => device.Pipelines.Get(plan.Dispatches));
            try
            {
                CreateConstants();
            }
            finally
            {
                Task.WaitAny(pipelines);
            }
            _pipelines = pipelines.GetAwaiter().GetResult();
            _sets = CreateSets();
            _profile = profile && device.Info.Timestamps;
            if (device.Info.Timestamps)
                _timestamps = Own(new GpuTimestamps(device.Vulkan, _profile ? plan.Dispatches.Length + 1 : 2));
            foreach ((string name, TensorView view) in plan.Inputs)
                _inputs[name] = Own(new InputStaging(device, _pool, _timeline, name, view, _arena));
            _inputList = [.. _inputs.Values];
            _submission = new CommandBuffer[_inputList.Length + 1];
            _run = RecordRun();
            WarmUp.Run(device, _pool, _timeline, _arena, plan, _pipelines, _sets);
            // Its own pool: results may be read on another thread than the one that sets inputs.
            Readback = Own(new Readback(device, Own(new GpuCommandPool(device.Vulkan)), _timeline, _arena));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Plan Plan { get; }

    /// <summary>The device it runs on; borrowed.</summary>
    public VisionDevice Device => _device;

    /// <summary>The memory of inputs, activations and outputs.</summary>
    public GpuBuffer Arena => _arena;

    /// <summary>Reads results.</summary>
    public Readback Readback { get; }

    /// <summary>Whether a run was ever scheduled or recorded.</summary>
    public bool HasRun { get; private set; }

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

    /// <summary>Submits one run, after the copies of the inputs set since the last. Returns at once.</summary>
    public void Schedule()
    {
        AbandonSlices();
        int count = 0;
        foreach (InputStaging input in _inputList)
        {
            if (input.IsPending)
                _submission[count++] = input.Copy;
        }
        _submission[count++] = _run;
        _lastRun = _timeline.Submit(_submission.AsSpan(0, count));
        HasRun = true;
        foreach (InputStaging input in _inputList)
        {
            if (input.IsPending)
                input.Submitted(_lastRun);
        }
    }

    /// <summary>Records one run, with the copies of the inputs set since the last, into a command buffer of a host.</summary>
    public void Record(CommandBuffer commands)
    {
        AbandonSlices();
        var writer = new CommandWriter(_device.Vulkan, commands);
        RecordInputs(writer);
        RecordDispatches(writer);
    }

    /// <summary>Records one run whose only input is a picture of the host.</summary>
    public void Record(CommandBuffer commands, string input, in HostImage image)
    {
        var writer = new CommandWriter(_device.Vulkan, commands);
        writer.FullBarrier();
        _inputs[input].RecordImage(writer, image);
        writer.FullBarrier();
        RecordDispatches(writer);
    }

    /// <summary>Whether a run in slices was begun and its end not recorded yet.</summary>
    public bool IsPartlyRecorded => _slices is { IsUnderWay: true };

    /// <summary>Records a part of a run; returns whether it was the last.</summary>
    public bool RecordSlice(CommandBuffer commands, double milliseconds)
    {
        _slices ??= new SliceRecorder(this, _timestamps is null ? null : Own(new SliceTimes(_device.Vulkan, _pool, _timeline, Plan.Dispatches.Length)));
        _lastWasSliced = true;
        HasRun = true;
        return _slices.Record(commands, milliseconds);
    }

    /// <summary>Records the copies of the inputs set since the last run, behind all that was done with the arena before.</summary>
    public void RecordInputs(CommandWriter writer)
    {
        writer.FullBarrier();
        foreach (InputStaging input in _inputList)
        {
            if (input.IsPending)
                input.Record(writer);
        }
        writer.FullBarrier();
    }

    /// <summary>Records one dispatch, with the barrier before it.</summary>
    public void RecordDispatch(CommandWriter writer, int index)
    {
        Dispatch dispatch = Plan.Dispatches[index];
        if (dispatch.BarrierBefore)
            writer.ShaderBarrier();
        writer.Dispatch(dispatch, _pipelines[index], _sets[index]);
    }

    /// <summary>Notes that a submission on another timeline reads this arena: it is not freed before that has finished.</summary>
    public void HoldFor(GpuTimeline reader, ulong submission) => _readers[reader] = submission;

    /// <exception cref="ObjectDisposedException">The arena is gone.</exception>
    public void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(Worker), "The worker that computed this input was disposed, or has made another plan since.");
    }

    /// <summary>Whether the last run has finished. Never waits.</summary>
    public bool IsDone => _timeline.IsDone(_lastRun);

    /// <summary>Waits for the last run.</summary>
    public void Wait() => _timeline.Wait(_lastRun);

    /// <summary>
    /// Milliseconds the last run took on the GPU; waits for it. 0 where the device has no time stamps. In slices: those of the run whose
    /// times arrived last, without waiting.
    /// </summary>
    public double LastMilliseconds()
    {
        if (_lastWasSliced)
            return SliceMilliseconds();
        if (_timestamps is null || _lastRun == 0)
            return 0;
        Wait();
        _timestamps.Fetch();
        return _timestamps.Milliseconds(0, _profile ? Plan.Dispatches.Length : 1);
    }

    /// <summary>Milliseconds of each dispatch of the last run; waits for it. Empty where profiling is off. In slices as <see cref="LastMilliseconds"/>.</summary>
    public IReadOnlyList<DispatchTiming> Profile()
    {
        if (_lastWasSliced)
        {
            double[] times = _slices!.Times.ToArray();
            return _slices.IsTimed ? Timings(i => times[i]) : [];
        }
        if (!_profile || _lastRun == 0)
            return [];
        Wait();
        _timestamps!.Fetch();
        return Timings(i => _timestamps.Milliseconds(i, i + 1));
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            // Nothing is destroyed while the GPU may use it.
            _timeline?.Wait(_timeline.Last);
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

    private DispatchTiming[] Timings(Func<int, double> milliseconds) => Plan.Dispatches
        .Select((d, i) => new DispatchTiming(d.Name, d.Operator, $"{d.Kernel.Shader}.{d.Variant}", milliseconds(i), d.MultiplyAdds)).ToArray();

    private double SliceMilliseconds()
    {
        double sum = 0;
        foreach (double time in _slices!.Times)
            sum += time;
        return sum;
    }

    private void CreateConstants()
    {
        var uploads = new List<(PlanTensor, GpuBuffer)>();
        foreach (PlanTensor tensor in Plan.Tensors.Where(t => t.Kind == PlanTensorKind.Constant && t.HasElements))
        {
            GpuBuffer buffer = Own(new GpuBuffer(_device.Vulkan, _device.Allocator, tensor.Bytes + 16, MemoryUse.Device, tensor.Name));
            _constants[tensor] = buffer;
            uploads.Add((tensor, buffer));
        }
        new ConstantUpload(_device, _pool, _timeline).Run(uploads);
    }

    private DescriptorSet[] CreateSets()
    {
        int all = Plan.Dispatches.Sum(d => d.Bindings.Length);
        int texels = Plan.Dispatches.Sum(d => d.Kernel.Buffers.Count(b => b.Texels));
        GpuDescriptorPool pool = Own(new GpuDescriptorPool(_device.Vulkan, Plan.Dispatches.Length, all - texels, texels));
        return Plan.Dispatches.Select((dispatch, i) => pool.Allocate(
            _pipelines[i].Layout,
            dispatch.Bindings.Zip(dispatch.Kernel.Buffers, Bind).ToArray())).ToArray();
    }

    private BufferBinding Bind(Access access, KernelBuffer buffer)
    {
        (GpuBuffer memory, long offset) = access.Tensor.Kind == PlanTensorKind.Constant
            ? (_constants[access.Tensor], access.BindOffset)
            : (_arena, access.Tensor.ArenaOffset + access.BindOffset);
        GpuBufferView? view = buffer.Texels
            ? Own(new GpuBufferView(_device.Vulkan, memory.Handle, offset, access.BindBytes, access.Tensor.Type == StorageType.Float16))
            : null;
        return new BufferBinding(memory.Handle, offset, access.BindBytes, view?.Handle ?? default);
    }

    private CommandBuffer RecordRun()
    {
        CommandBuffer commands = _pool.Allocate("run");
        var writer = new CommandWriter(_device.Vulkan, commands);
        // Submitted again while the last submission may still run.
        writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
        writer.FullBarrier();
        _timestamps?.Reset(commands);
        _timestamps?.Write(commands, 0, PipelineStageFlags.TopOfPipeBit);
        for (int i = 0; i < Plan.Dispatches.Length; i++)
        {
            RecordDispatch(writer, i);
            if (_profile)
                _timestamps!.Write(commands, i + 1, PipelineStageFlags.BottomOfPipeBit);
        }
        if (!_profile)
            _timestamps?.Write(commands, 1, PipelineStageFlags.BottomOfPipeBit);
        writer.End();
        return commands;
    }

    private void RecordDispatches(CommandWriter writer)
    {
        for (int i = 0; i < Plan.Dispatches.Length; i++)
            RecordDispatch(writer, i);
        HasRun = true;
    }

    /// <summary>Another run is about to overwrite the arena.</summary>
    private void AbandonSlices()
    {
        _slices?.Abandon();
        _lastWasSliced = false;
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
