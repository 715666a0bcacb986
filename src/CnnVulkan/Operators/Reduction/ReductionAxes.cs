using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// A shape whose axes are kept or reduced, with neighbours of a kind merged, innermost first: what <c>reduction.glsl</c> walks.
/// </summary>
internal sealed class ReductionAxes
{
    private const int MaxAxes = 4;

    private readonly List<(int Extent, int Stride)> _kept = [];
    private readonly List<(int Extent, int Stride)> _reduced = [];

    /// <summary>Collapses a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="reduced">For each axis whether it is reduced.</param>
    /// <exception cref="ShapeException">More than four separate runs of axes of a kind are left.</exception>
    public ReductionAxes(TensorShape shape, bool[] reduced)
    {
        int[] strides = shape.Strides();
        bool? last = null;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1)
                continue;
            List<(int Extent, int Stride)> list = reduced[axis] ? _reduced : _kept;
            if (last == reduced[axis])
                list[^1] = (list[^1].Extent * shape[axis], list[^1].Stride);
            else
                list.Add((shape[axis], strides[axis]));
            last = reduced[axis];
        }
        if (_kept.Count > MaxAxes || _reduced.Count > MaxAxes)
            throw new ShapeException($"{shape} is reduced along more than {MaxAxes} separate runs of axes.");
        KeptCount = _kept.Aggregate(1, (n, a) => n * a.Extent);
        ReducedCount = _reduced.Aggregate(1, (n, a) => n * a.Extent);
    }

    /// <summary>The push constants a kernel that includes <c>reduction.glsl</c> declares.</summary>
    public static string[] Fields =>
    [
        "uint kept_count", "uint reduced_count",
        .. new[] { "kept_extent", "kept_stride", "reduced_extent", "reduced_stride" }
            .SelectMany(name => Enumerable.Range(0, MaxAxes).Select(i => $"uint {name}{i}")),
    ];

    /// <summary>Its specialisation constants from 5 on, after the kernel's own 4.</summary>
    public static string[] Constants => ["KEPT_RANK", "REDUCED_RANK", "COOPERATIVE"];

    /// <summary>How many groups there are.</summary>
    public int KeptCount { get; }

    /// <summary>How many elements a group has.</summary>
    public int ReducedCount { get; }

    /// <summary>Whether a workgroup shares a group.</summary>
    public bool Cooperative => CooperativeGroup.Pays(ReducedCount, KeptCount, _reduced.Count > 0 && _reduced[0].Stride == 1);

    /// <summary>Invocations per workgroup; 0 for the default.</summary>
    public uint WorkgroupSize(DeviceLimits limits) => Cooperative ? CooperativeGroup.Size(ReducedCount, limits) : 0;

    /// <summary>Invocations for all groups.</summary>
    public long Invocations(DeviceLimits limits) => (long)KeptCount * Math.Max(WorkgroupSize(limits), 1);

    /// <summary>Sets the push constants and specialisation constants.</summary>
    public void Describe(IDictionary<string, PushValue> push, IDictionary<string, uint> constants)
    {
        constants["KEPT_RANK"] = (uint)_kept.Count;
        constants["REDUCED_RANK"] = (uint)_reduced.Count;
        constants["COOPERATIVE"] = Cooperative ? 1u : 0u;
        push["kept_count"] = KeptCount;
        push["reduced_count"] = ReducedCount;
        Push("kept", _kept);
        Push("reduced", _reduced);

        void Push(string kind, List<(int Extent, int Stride)> axes)
        {
            for (int i = 0; i < MaxAxes; i++)
            {
                push[$"{kind}_extent{i}"] = i < axes.Count ? axes[i].Extent : 1;
                push[$"{kind}_stride{i}"] = i < axes.Count ? axes[i].Stride : 0;
            }
        }
    }
}
