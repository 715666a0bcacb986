using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of PRelu with a slope per channel (He et al. 2015, section 2.1). Inputs: the gradient of its output, its input N×C×…, the
/// slopes. Outputs: the gradient of its input, and of the slopes for each picture by itself: N×C.
/// </summary>
internal sealed class PReluGradient : Operator
{
    /// <summary>With fewer pixels a workgroup for each channel would mostly idle.</summary>
    private const int LeastPixels = 16;

    /// <summary>Invocations that share a channel: those of one subgroup on most devices; more would have less to do between barriers.</summary>
    private const uint Lanes = 64;

    public override OperatorKind Kind => OperatorKind.Activation;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => output == 0 ? context.Joined(output) : context.Whole();

    // Two products and a comparison.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 3 * (long)inputs[0].Shape.Count;

    /// <summary>Adds the gradients where there is a slope per channel; returns whether there is.</summary>
    /// <param name="context">The node.</param>
    /// <param name="slope">Its slopes, aligned with the last axes of its input.</param>
    public static bool TryDifferentiate(GradientContext context, string slope)
    {
        TensorShape shape = context.InputInfo(0).Shape, slopes = context.Info(slope).Shape;
        bool perChannel = shape.Rank >= 3 && slopes.Count == shape[1] && slopes.Rank >= shape.Rank - 1 && slopes[slopes.Rank - shape.Rank + 1] == shape[1];
        if (!perChannel || shape.CountOf(2, shape.Rank) < LeastPixels)
            return false;
        string list = context.Reshape(slope, new TensorShape(shape[1]));
        var results = context.Add("gradient", new PReluGradient(), 2, context.Gradient()!, context.Input(0), list);
        if (context.Needs(0))
            context.Set(0, results[0]);
        if (context.Needs(1))
            context.Set(1, context.Reshape(context.SumTo(results[1], new TensorShape(shape[1])), context.InputInfo(1).Shape));
        return true;
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape shape = context.Shape(1);
        if (!context.Shape(0).Equals(shape) || context.Shape(2).Count != shape[1])
            throw context.Error("the gradient must have the input's shape, and there must be a slope for each channel");
        return [context.Input(0) with { Value = null }, new TensorInfo(new TensorShape(shape[0], shape[1]), ElementType.Float32)];
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => Layout.Nc4hw.Takes(context.Shape(0))
        ? [NodeLayouts.Plain, new NodeLayouts([Layout.Nc4hw, Layout.Nc4hw], [Layout.Nc4hw])]
        : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView gradient = context.Input(0), input = context.Input(1), output = context.Output(0), sums = context.Output(1);
        int vectors = input.Stored.Shape[1], pixels = input.Shape.CountOf(2, input.Shape.Rank);
        uint lanes = Math.Min(Lanes, CooperativeGroup.Size(pixels, context.Limits));
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], gradient, input, output, sums))
        {
            context.Add(new PReluGradientCall
            {
                Gradient = gradient.Range(start, count),
                Input = input.Range(start, count),
                Slope = context.Input(2),
                Output = output.Range(start, count),
                SlopeSums = sums.Range(start, count),
                Planes = count * vectors,
                Vectors = vectors,
                Pixels = pixels,
                Channels = input.Shape[1],
                Invocations = (long)count * vectors * lanes,
                WorkgroupSize = lanes,
            });
        }
    }
}
