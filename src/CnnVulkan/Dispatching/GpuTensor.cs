using CnnVulkan.Dispatching;
using CnnVulkan.Plans;

namespace CnnVulkan;

/// <summary>
/// A result in GPU memory: what the last scheduled run of its worker computes. Readbacks fetch it as it is at the time they are called;
/// the next run overwrites it.
/// </summary>
public sealed class GpuTensor
{
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

    /// <summary>What computes it and owns its memory.</summary>
    internal PlanExecutor Executor { get; }

    /// <summary>Where it lies in that memory.</summary>
    internal TensorView View { get; }

    /// <summary>Whether the elements were known at load and never went to the GPU for this.</summary>
    internal bool IsKnown => Shape.Count == 0 || View.Tensor.Kind == PlanTensorKind.Constant;

    /// <summary>Fetches the elements; waits for the run. In a frame loop use <see cref="ReadbackAsync"/>.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public Tensor Readback()
    {
        if (Known() is { } known)
            return known;
        ReadbackSlot slot = Executor.Readback.Begin(Name, View);
        return Executor.Readback.End(Name, slot, Read);
    }

    /// <summary>Fetches the elements without making this thread wait: the copy is queued at once, behind the run.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public Task<Tensor> ReadbackAsync()
    {
        if (Known() is { } known)
            return Task.FromResult(known);
        ReadbackSlot slot = Executor.Readback.Begin(Name, View);
        return Task.Run(() => Executor.Readback.End(Name, slot, Read));
    }

    /// <summary>Fetches the elements as real numbers into memory of the caller; waits for the run.</summary>
    /// <param name="destination">As long as the shape has elements.</param>
    /// <exception cref="ShapeException">The destination has another length.</exception>
    public void ReadbackInto(Span<float> destination)
    {
        if (destination.Length != Shape.Count)
            throw new ShapeException($"'{Name}' has {Shape.Count} elements ({Shape}), but the destination holds {destination.Length}.");
        if (Known() is { } known)
        {
            known.ToFloatArray().CopyTo(destination);
            return;
        }
        ReadbackSlot slot = Executor.Readback.Begin(Name, View);
        Executor.Readback.End(Name, slot, View.Type, destination);
    }

    /// <summary>Element type and shape.</summary>
    public override string ToString() => $"{Name}: {ElementType} {Shape}";

    private unsafe Tensor Read(nint source) => TensorTransfer.Read((byte*)source, View.Type, ElementType, Shape);

    /// <summary>The elements, where they were known at load and never went to the GPU for this.</summary>
    private Tensor? Known()
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
