using CnnVulkan.Dispatching;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;

namespace CnnVulkan;

/// <summary>
/// A result in GPU memory: what the last scheduled run of its worker computes. Readbacks fetch it as it is at the time they are called;
/// the next run overwrites it.
/// </summary>
/// <remarks>
/// A host's own shaders read it where it lies: <see cref="Buffer"/> from <see cref="ByteOffset"/> on, row-major, nothing between the
/// elements. The buffer is a storage buffer and a source of copies, and other tensors of the worker live in it: write nothing.
/// <list type="bullet">
/// <item>From when: behind the run's commands on the same queue, after a barrier from <c>COMPUTE_SHADER | TRANSFER</c> and
/// <c>SHADER_WRITE | TRANSFER_WRITE</c> to the stage and access that reads.</item>
/// <item>Until when: the commands of the next run of that worker, its first slice included. Those wait for earlier reads by compute
/// shaders and copies; reads in other stages need an execution barrier of the host's to <c>COMPUTE_SHADER | TRANSFER</c> before them.</item>
/// <item>The handle holds until the worker is disposed, or has made three other plans since (for inputs of other shapes).</item>
/// </list>
/// </remarks>
public sealed class GpuTensor
{
    private Task<Tensor>? _request;

    internal GpuTensor(PlanExecutor executor, string name, TensorView view, ElementType elementType)
    {
        Executor = executor;
        View = view;
        Name = name;
        ElementType = elementType;
    }

    /// <summary>The value's name in the network.</summary>
    public string Name { get; }

    /// <summary>The extents, outermost first.</summary>
    public TensorShape Shape => View.Shape;

    /// <summary>What the elements are.</summary>
    public ElementType ElementType { get; }

    /// <summary>Whether it lies on the GPU. Not so where it has no elements, or they were known when the network was loaded.</summary>
    public bool IsOnGpu => !IsKnown;

    /// <summary>The <c>VkBuffer</c> that holds it: see the remarks for when it may be read.</summary>
    /// <exception cref="InvalidOperationException">It does not lie on the GPU.</exception>
    /// <exception cref="ObjectDisposedException">The worker, or the plan the tensor belongs to, is gone.</exception>
    public ulong Buffer
    {
        get
        {
            ThrowIfKnown();
            Executor.ThrowIfDisposed();
            return Executor.Arena.Handle.Handle;
        }
    }

    /// <summary>
    /// The buffer's byte where the first element lies: a multiple of the element's size, but not of every device's
    /// <c>minStorageBufferOffsetAlignment</c>. Bind from the multiple below, and let the shader add the difference.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not lie on the GPU.</exception>
    public long ByteOffset
    {
        get
        {
            ThrowIfKnown();
            return View.Tensor.ArenaOffset + View.Offset * View.Type.Bytes();
        }
    }

    /// <summary>Bytes of its elements.</summary>
    public long ByteLength => View.Bytes;

    /// <summary>How each element is stored.</summary>
    public StorageType Storage => View.Type;

    /// <summary>What computes it and owns its memory.</summary>
    internal PlanExecutor Executor { get; }

    /// <summary>Where it lies in that memory.</summary>
    internal TensorView View { get; }

    /// <summary>Whether the elements were known at load and never went to the GPU for this.</summary>
    internal bool IsKnown => Shape.Count == 0 || View.Tensor.Kind == PlanTensorKind.Constant;

    /// <summary>Fetches the elements; waits for the run. In a frame loop name the value in <see cref="WorkerOptions.Readback"/>.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    /// <exception cref="InvalidOperationException">The run was recorded into a host's commands, and these have not run yet.</exception>
    public Tensor Readback()
    {
        if (Known() is { } known)
            return known;
        ThrowIfNotRun();
        ReadbackSlot slot = Executor.Readback.Begin(Name, View);
        return Executor.Readback.End(Name, slot, Read);
    }

    /// <summary>Fetches the elements without making a thread wait: the copy is queued at once, behind the run.</summary>
    /// <param name="cancellation">Ends the task; the copy is made all the same.</param>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    /// <exception cref="InvalidOperationException">The run was recorded into a host's commands, and these have not run yet.</exception>
    public Task<Tensor> ReadbackAsync(CancellationToken cancellation = default)
    {
        if (Known() is { } known)
            return Task.FromResult(known);
        ThrowIfNotRun();
        ReadbackSlot slot = Executor.Readback.Begin(Name, View);
        GpuTimeline timeline = Executor.Timeline;
        return Executor.Device.Completions.When(
            () => timeline.IsDone(slot.Submission), (timeline, slot.Submission), () => Executor.Readback.End(Name, slot, Read), cancellation,
            () => Executor.Readback.Release(Name, slot));
    }

    /// <summary>
    /// Asks for the elements as the last run leaves them; returns at once. When <see cref="IsReadbackRequestDone"/>, <see cref="TakeReadback"/> gives them.
    /// A request asked for before is forgotten.
    /// </summary>
    /// <exception cref="InvalidOperationException">There was no run, or it was recorded into a host's commands, and these have not run yet.</exception>
    public void ReadbackRequest() => _request = ReadbackAsync();

    /// <summary>Whether the elements asked for by <see cref="ReadbackRequest"/> are there; false where none were asked for.</summary>
    public bool IsReadbackRequestDone() => _request is { IsCompleted: true };

    /// <summary>The elements asked for by <see cref="ReadbackRequest"/>; ends the request.</summary>
    /// <exception cref="InvalidOperationException">None were asked for, or they are not there yet.</exception>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public Tensor TakeReadback()
    {
        if (_request is not { IsCompleted: true } request)
            throw new InvalidOperationException($"'{Name}' {(_request is null ? "was not asked for: call ReadbackRequest" : "is not there yet: ask IsReadbackRequestDone")}.");
        _request = null;
        return request.GetAwaiter().GetResult();
    }

    /// <summary>Fetches the elements as real numbers into memory of the caller; waits for the run.</summary>
    /// <param name="destination">As long as the shape has elements.</param>
    /// <exception cref="ShapeException">The destination has another length.</exception>
    /// <exception cref="InvalidOperationException">The run was recorded into a host's commands, and these have not run yet.</exception>
    public void ReadbackInto(Span<float> destination)
    {
        if (destination.Length != Shape.Count)
            throw new ShapeException($"'{Name}' has {Shape.Count} elements ({Shape}), but the destination holds {destination.Length}.");
        if (Known() is { } known)
        {
            known.ToFloatArray().CopyTo(destination);
            return;
        }
        ThrowIfNotRun();
        ReadbackSlot slot = Executor.Readback.Begin(Name, View);
        Executor.Readback.End(Name, slot, View.Type, destination);
    }

    /// <summary>Element type and shape.</summary>
    public override string ToString() => $"{Name}: {ElementType} {Shape}";

    /// <summary>A copy queued before any run, or before commands that the host has not submitted, would bring what an older run left, or nothing.</summary>
    private void ThrowIfNotRun()
    {
        if (Executor.LastRun == default)
            throw new InvalidOperationException($"'{Name}' was not computed yet. Call Schedule first.");
        if (Executor.IsOverwritten)
            throw new InvalidOperationException($"Another network of the same VisionHost has computed since where '{Name}' lay. Name it in FrameNetwork.Readback and ask the run, or draw it in FrameNetwork.RunRecorded.");
        if (Executor.LastRun is { State: RunState.Recorded or RunState.Recording })
        {
            throw new InvalidOperationException($"The run that computes '{Name}' was recorded into command buffers of the host, and the GPU has not come to their end. Name '{Name}' in "
                + "WorkerOptions.Readback and ask the VisionRun, or wait until it IsDone.");
        }
    }

    private void ThrowIfKnown()
    {
        if (IsKnown)
            throw new InvalidOperationException($"'{Name}' was known when the network was loaded and never went to the GPU. Read it back instead.");
    }

    private unsafe Tensor Read(nint source) => TensorTransfer.Read((byte*)source, View.Type, ElementType, Shape);

    /// <summary>The elements, where they were known at load and never went to the GPU for this.</summary>
    internal Tensor? Known()
    {
        if (!IsKnown)
            return null;
        return ElementType switch
        {
            ElementType.Float32 => new Tensor<float>(Shape, Slice<float>()),
            ElementType.Int32 => new Tensor<int>(Shape, Slice<int>()),
            ElementType.Int64 => new Tensor<long>(Shape, Slice<long>()),
            _ => new Tensor<bool>(Shape, Slice<bool>()),
        };
    }

    private T[] Slice<T>()
        where T : unmanaged
        => Shape.Count == 0 ? [] : ((T[])View.Tensor.Value!.Elements).AsSpan((int)View.Offset, Shape.Count).ToArray();
}
