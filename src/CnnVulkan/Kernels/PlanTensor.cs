using CnnVulkan.Tensors;

namespace CnnVulkan.Kernels;

/// <summary>A piece of GPU memory a plan uses: row-major elements, nothing between them. Views share it.</summary>
public sealed class PlanTensor
{
    private Func<Tensor>? _arrange;
    private (Tensor Source, string Purpose)? _origin;
    private ConstantKey? _key;

    internal PlanTensor(int id, string name, PlanTensorKind kind, StorageType type, long count, Tensor? value, Func<Tensor>? arrange = null, (Tensor, string)? origin = null)
    {
        _arrange = arrange;
        _origin = origin;
        Id = id;
        Name = name;
        Kind = kind;
        Type = type;
        Count = count;
        Value = value;
    }

    /// <summary>Its number in the plan.</summary>
    public int Id { get; }

    /// <summary>The name of the value it was made for.</summary>
    public string Name { get; }

    /// <summary>Where its memory comes from.</summary>
    public PlanTensorKind Kind { get; internal set; }

    /// <summary>How its elements are stored.</summary>
    public StorageType Type { get; }

    /// <summary>How many elements it holds.</summary>
    public long Count { get; }

    /// <summary>The elements of a constant that was not arranged for a kernel, until they are on the GPU; else null.</summary>
    public Tensor? Value { get; private set; }

    /// <summary>Whether there are elements to upload.</summary>
    internal bool HasElements => Value is not null || _arrange is not null;

    /// <summary>Bytes, rounded up to 16 so that vector loads of the last elements stay inside.</summary>
    public long Bytes => (Math.Max(Count, 1) * Type.Bytes() + 15) / 16 * 16;

    /// <summary>The offset in the arena, in bytes; meaningless for constants.</summary>
    public long ArenaOffset { get; internal set; }

    /// <summary>The elements to upload, arranged now if they are to be; not kept.</summary>
    internal Tensor Elements() => Value ?? _arrange!();

    /// <summary>By which plans find the constants that they share, found once.</summary>
    /// <exception cref="InvalidOperationException">It is no constant, or its elements were let go of before anybody asked.</exception>
    internal ConstantKey Key() => _key ??= _origin is var (source, purpose)
        ? ConstantKey.Of(source, purpose, Type, Count)
        : throw new InvalidOperationException($"Nobody knows what {this} was made of.");

    /// <summary>Lets go of the elements: they are on the GPU.</summary>
    internal void Release()
    {
        Value = null;
        _arrange = null;
        _origin = null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"%{Id} {Name} {Kind} {Type}[{Count}]";
}
