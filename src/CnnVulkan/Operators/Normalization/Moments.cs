using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Measures groups of elements and normalises with the result: the two dispatches that most normalisations share.</summary>
internal static class Moments
{
    private const int MaxAxes = 5;

    internal static readonly Kernel Kernel = new("moments", ["input", "out shift", "out factor"],
        [.. ReductionAxes.Fields, "float epsilon"], ["FUNCTION", .. ReductionAxes.Constants]);

    internal static readonly Kernel Normalize = new("normalize", ["input", "shift", "factor", "scale", "bias", "out output"],
        ["uint count", .. BroadcastAxes.Fields(MaxAxes, "group", "scale", "bias")], ["RANK", "HAS_SCALE", "HAS_BIAS"]);

    internal static readonly Kernel Statistic = new("statistic", ["statistic", "previous", "out output"],
        ["uint count", "float weight"], ["RUNNING"]);

    /// <summary>
    /// Measures a view along the given axes. The results are 32-bit floats whatever the view holds: a variance below 6e-8 would be 0
    /// in 16 bits.
    /// </summary>
    public static (TensorView Shift, TensorView Factor) Measure(
        LoweringContext context, MomentFunction function, TensorView input, bool[] reduced, float epsilon)
    {
        TensorShape shape = Reduce.Keep(input.Shape, reduced);
        TensorView shift = context.Scratch($"shift{(int)function}", shape, StorageType.Float32);
        TensorView factor = context.Scratch($"factor{(int)function}", shape, StorageType.Float32);
        var axes = new ReductionAxes(input.Shape, reduced);
        if (axes.ReducedCount == 0)
            return (shift, factor);
        var call = new KernelCall
        {
            Kernel = Kernel,
            Buffers = [input, shift, factor],
            Push = { ["epsilon"] = epsilon },
            Constants = { ["FUNCTION"] = (uint)function },
            Invocations = axes.Invocations(context.Limits),
            WorkgroupSize = axes.WorkgroupSize(context.Limits),
        };
        axes.Describe(call.Push, call.Constants);
        context.Add(call);
        return (shift, factor);
    }

    /// <summary>(x - shift) · factor · scale + bias, each broadcast to the input's shape; scale and bias may be left out.</summary>
    public static void Apply(
        LoweringContext context, TensorView input, (TensorView Shift, TensorView Factor) moments, TensorView? scale, TensorView? bias, TensorView output)
    {
        var axes = BroadcastAxes.Collapse(input.Shape, moments.Shift.Shape, scale?.Shape ?? TensorShape.Scalar, bias?.Shape ?? TensorShape.Scalar);
        if (axes.Rank > MaxAxes)
            throw context.Error($"normalising over {axes.Rank} separate axes is more than {MaxAxes}");
        var call = new KernelCall
        {
            Kernel = Normalize,
            Buffers = [input, moments.Shift, moments.Factor, scale ?? input, bias ?? input, output],
            Push = { ["count"] = input.Count },
            Constants = { ["RANK"] = (uint)axes.Rank, ["HAS_SCALE"] = scale is null ? 0u : 1u, ["HAS_BIAS"] = bias is null ? 0u : 1u },
            Invocations = input.Count,
        };
        axes.Push(call.Push, MaxAxes, "group", "scale", "bias");
        context.Add(call);
    }

    /// <summary>Writes a measured statistic as an output, or its average with the running one: statistic · weight + previous · (1 - weight).</summary>
    public static void Write(LoweringContext context, TensorView statistic, TensorView output, TensorView? previous = null, float weight = 1)
        => context.Add(new KernelCall
        {
            Kernel = Statistic,
            Buffers = [statistic, previous ?? statistic, output],
            Push = { ["count"] = output.Count, ["weight"] = weight },
            Constants = { ["RUNNING"] = previous is null ? 0u : 1u },
            Invocations = output.Count,
            Variant = output.Type,
        });
}
