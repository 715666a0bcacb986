namespace CnnVulkan.Operators;

/// <summary>
/// A shape whose axes are kept or reduced, with neighbours of a kind merged, innermost first: what <c>reduction.glsl</c> walks.
/// </summary>
internal sealed class ReductionAxes
{
    private const int MaxAxes = 4;

    /// <summary>Collapses a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="reduced">For each axis whether it is reduced.</param>
    /// <exception cref="ShapeException">More than four separate runs of axes of a kind are left.</exception>
    public ReductionAxes(TensorShape shape, bool[] reduced)
    {
        var kept = new List<(int Extent, int Stride)>();
        var runs = new List<(int Extent, int Stride)>();
        int[] strides = shape.Strides();
        bool? last = null;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1)
                continue;
            List<(int Extent, int Stride)> list = reduced[axis] ? runs : kept;
            if (last == reduced[axis])
                list[^1] = (list[^1].Extent * shape[axis], list[^1].Stride);
            else
                list.Add((shape[axis], strides[axis]));
            last = reduced[axis];
        }
        if (kept.Count > MaxAxes || runs.Count > MaxAxes)
            throw new ShapeException($"{shape} is reduced along more than {MaxAxes} separate runs of axes.");
        (KeptExtents, KeptStrides) = ([.. kept.Select(a => a.Extent)], [.. kept.Select(a => a.Stride)]);
        (ReducedExtents, ReducedStrides) = ([.. runs.Select(a => a.Extent)], [.. runs.Select(a => a.Stride)]);
        KeptCount = KeptExtents.Aggregate(1, (n, extent) => n * extent);
        ReducedCount = ReducedExtents.Aggregate(1, (n, extent) => n * extent);
    }

    /// <summary>Extents of the axes that number the groups.</summary>
    public int[] KeptExtents { get; }

    /// <summary>Elements from one to the next along each of them.</summary>
    public int[] KeptStrides { get; }

    /// <summary>Extents of the axes that number the elements of a group.</summary>
    public int[] ReducedExtents { get; }

    /// <summary>Elements from one to the next along each of them.</summary>
    public int[] ReducedStrides { get; }

    /// <summary>How many groups there are.</summary>
    public int KeptCount { get; }

    /// <summary>How many elements a group has.</summary>
    public int ReducedCount { get; }

    /// <summary>Whether a workgroup shares a group.</summary>
    public bool Cooperative => CooperativeGroup.Pays(ReducedCount, KeptCount, ReducedStrides is [1, ..]);

    /// <summary>Invocations per workgroup; 0 for the default.</summary>
    public uint WorkgroupSize(DeviceLimits limits) => Cooperative ? CooperativeGroup.Size(ReducedCount, limits) : 0;

    /// <summary>Invocations for all groups.</summary>
    public long Invocations(DeviceLimits limits) => (long)KeptCount * Math.Max(WorkgroupSize(limits), 1);
}
