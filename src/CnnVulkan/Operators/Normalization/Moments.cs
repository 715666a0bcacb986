using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Measures groups of elements and normalises with the result: the two dispatches that most normalisations share.</summary>
internal static class Moments
{
    /// <summary>Axes that <c>moments_normalize.comp</c> walks.</summary>
    private const int MaxAxes = 5;

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
        context.Add(new MomentsCall
        {
            Input = input,
            Shift = shift,
            Factor = factor,
            KeptCount = axes.KeptCount,
            KeptExtent = axes.KeptExtents,
            KeptStride = axes.KeptStrides,
            KeptRank = axes.KeptExtents.Length,
            ReducedCount = axes.ReducedCount,
            ReducedExtent = axes.ReducedExtents,
            ReducedStride = axes.ReducedStrides,
            ReducedRank = axes.ReducedExtents.Length,
            Cooperative = axes.Cooperative,
            Function = (long)function,
            Epsilon = epsilon,
            Invocations = axes.Invocations(context.Limits),
            WorkgroupSize = axes.WorkgroupSize(context.Limits),
        });
        return (shift, factor);
    }

    /// <summary>(x - shift) · factor · scale + bias, each broadcast to the input's shape; scale and bias may be left out.</summary>
    public static void Apply(
        LoweringContext context, TensorView input, (TensorView Shift, TensorView Factor) moments, TensorView? scale, TensorView? bias, TensorView output)
    {
        var axes = BroadcastAxes.Collapse(input.Shape, moments.Shift.Shape, scale?.Shape ?? TensorShape.Scalar, bias?.Shape ?? TensorShape.Scalar);
        if (axes.Rank > MaxAxes)
            throw context.Error($"normalising over {axes.Rank} separate axes is more than {MaxAxes}");
        context.Add(new MomentsNormalizeCall
        {
            Input = input,
            Shift = moments.Shift,
            Factor = moments.Factor,
            Scale = scale,
            Bias = bias,
            Output = output,
            Count = input.Count,
            Rank = axes.Rank,
            Extent = axes.Extents,
            GroupStride = axes.Strides[0],
            ScaleStride = axes.Strides[1],
            BiasStride = axes.Strides[2],
            Invocations = input.Count,
        });
    }

    /// <summary>Writes a measured statistic as an output, or its average with the running one: statistic · weight + previous · (1 - weight).</summary>
    public static void Write(LoweringContext context, TensorView statistic, TensorView output, TensorView? previous = null, float weight = 1)
        => context.Add(new MomentsStatisticCall
        {
            Statistic = statistic,
            Previous = previous,
            Output = output,
            Count = output.Count,
            Weight = weight,
            Invocations = output.Count,
            ElementType = output.Type,
        });
}
