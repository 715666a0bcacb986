using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>The gradient of <see cref="Slice"/>: the gradient of its output where its elements came from, zeros elsewhere.</summary>
/// <param name="shape">The shape of what was cut.</param>
/// <param name="ranges">What was taken of each axis.</param>
internal sealed class SliceGradient(TensorShape shape, ImmutableArray<SliceRange> ranges) : MovementOperator
{
    private static readonly Tensor<float> Zero = new(TensorShape.Scalar, [0]);

    /// <summary>The shape of what was cut.</summary>
    public TensorShape Shape { get; } = shape;

    /// <summary>What was taken of each axis.</summary>
    public ImmutableArray<SliceRange> Ranges { get; } = ranges;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override TensorInfo[] Infer(InferenceContext context)
    {
        if (!context.Shape(0).Dimensions.SequenceEqual(Ranges.Select(r => r.Count)))
            throw context.Error($"the gradient of [{string.Join(", ", Ranges.Select(r => r.Count))}] elements is expected");
        return [new TensorInfo(Shape, context.Input(0).ElementType)];
    }

    /// <summary>Whole vectors of channels, where no channel is cut out of one.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
        => Ranges.Length > 1 && SliceVectors.Fit(Ranges[1], Shape[1]) ? NodeLayouts.Any(context, Shape) : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView gradient = context.Input(0).Stored, output = context.Output(0).Stored;
        Expand.Broadcast(TensorShape.Scalar, output.Shape).Lower(context, context.Constant(Zero, "", () => Zero), output);
        IReadOnlyList<SliceRange> ranges = SliceVectors.Stored(Ranges, context.Input(0).Layout);
        int[] from = gradient.Shape.Strides(), to = output.Shape.Strides();
        if (gradient.Count == 0)
            return;
        // Only the input may be walked backwards.
        int inputStart = ranges.Select((r, i) => r.Step < 0 ? (r.Count - 1) * from[i] : 0).Sum();
        int outputStart = ranges.Select((r, i) => (r.Step < 0 && r.Count > 1 ? r.Start + (r.Count - 1) * r.Step : r.Start) * to[i]).Sum();
        new StridedCopy(
            ranges.Select((r, i) => new StridedAxis(r.Count, r.Step < 0 ? -from[i] : from[i], r.Count > 1 ? Math.Abs(r.Step) * to[i] : to[i])),
            inputStart,
            outputStart).Lower(context, gradient, output);
    }
}
