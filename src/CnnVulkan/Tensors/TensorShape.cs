using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// The extents of a tensor, outermost first; images are N×C×H×W. Immutable, compared by value.
/// A rank of 0 is a scalar; an extent of 0 is an empty tensor.
/// </summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    /// <summary>The shape of a scalar: rank 0, one element.</summary>
    public static readonly TensorShape Scalar = new();

    private readonly ImmutableArray<int> _dimensions;

    /// <summary>Creates a shape from its extents, outermost first.</summary>
    /// <exception cref="ShapeException">An extent is negative, or the number of elements passes 2^31 - 1.</exception>
    public TensorShape(params int[] dimensions)
    {
        _dimensions = ImmutableArray.Create(dimensions);
        long count = 1;
        foreach (int extent in dimensions)
        {
            if (extent < 0)
                throw new ShapeException($"A tensor's extents must not be negative: {this}.");
            count *= extent;
            if (count > int.MaxValue)
                throw new ShapeException($"A tensor of {this} has more than {int.MaxValue} elements.");
        }
        Count = (int)count;
    }

    /// <summary>Creates a shape from extents as files hold them.</summary>
    /// <exception cref="ShapeException">As the other constructor, or an extent does not fit 32 bits.</exception>
    public static TensorShape FromLongs(IEnumerable<long> dimensions) => new(dimensions.Select(d =>
        d is >= int.MinValue and <= int.MaxValue ? (int)d : throw new ShapeException($"An extent of {d} is out of range.")).ToArray());

    /// <summary>The extents, outermost first.</summary>
    public ImmutableArray<int> Dimensions => _dimensions;

    /// <summary>How many extents there are.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>How many elements: the product of the extents.</summary>
    public int Count { get; }

    /// <summary>The extent of one axis; a negative axis counts from the end.</summary>
    public int this[int axis] => _dimensions[NormalizeAxis(axis)];

    /// <summary>Maps an axis in [-rank, rank) to [0, rank).</summary>
    /// <exception cref="ShapeException">The axis is out of that range.</exception>
    public int NormalizeAxis(int axis)
    {
        if (axis < -Rank || axis >= Rank)
            throw new ShapeException($"Axis {axis} is out of range for shape {this} (rank {Rank}).");
        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>Row-major strides in elements: how far one step along each axis moves.</summary>
    public int[] Strides()
    {
        var strides = new int[Rank];
        int step = 1;
        for (int i = Rank - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= Math.Max(_dimensions[i], 1);
        }
        return strides;
    }

    /// <summary>The product of the extents of axes [start, end); 1 where that is empty.</summary>
    public int CountOf(int start, int end)
    {
        int count = 1;
        for (int i = start; i < end; i++)
            count *= _dimensions[i];
        return count;
    }

    /// <summary>This shape with one extent replaced.</summary>
    public TensorShape With(int axis, int extent)
    {
        int[] copy = ToArray();
        copy[NormalizeAxis(axis)] = extent;
        return new TensorShape(copy);
    }

    /// <summary>The shape both broadcast to by the rules of NumPy and ONNX.</summary>
    /// <exception cref="ShapeException">An axis has two different extents, neither of them 1.</exception>
    public static TensorShape Broadcast(TensorShape a, TensorShape b)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        var result = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            int x = i < rank - a.Rank ? 1 : a._dimensions[i - (rank - a.Rank)];
            int y = i < rank - b.Rank ? 1 : b._dimensions[i - (rank - b.Rank)];
            if (x != y && x != 1 && y != 1)
                throw new ShapeException($"{a} and {b} cannot be broadcast together: axis {i} has {x} against {y}, and neither is 1.");
            result[i] = x == 1 ? y : x;
        }
        return new TensorShape(result);
    }

    /// <summary>The extents as a new array.</summary>
    public int[] ToArray() => _dimensions.ToArray();

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int extent in _dimensions)
            hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>The extents joined by ×: <c>1×3×224×224</c>; <c>scalar</c> for rank 0.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join("×", _dimensions);
}
