using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Spreads the elements of each channel along its 1 to 3 spatial axes, and cuts or fills up their ends: element x of an output axis is element
/// (x + first)/step of the input where that is whole and within it, else 0. What undoes the stride of a convolution in its gradient.
/// </summary>
/// <param name="steps">How far apart the elements come to lie, per spatial axis.</param>
/// <param name="first">Where the output begins, counted in places of the spread input; below 0 for zeros in front.</param>
/// <param name="extents">The output's spatial extents.</param>
/// <param name="channels">
/// 0 to put zeros between the elements. Else elements come between them: the input has a stretch of channels, filled up to whole vectors, for each
/// remainder of (x + first)/step, its phase, row-major; this is how many of each are taken.
/// </param>
/// <param name="hasResidual">Whether input 1 is added.</param>
/// <param name="hasGate">Whether input 2 then decides what stays: where it is not above 0, 0 does.</param>
internal sealed class Dilate(
    ImmutableArray<int> steps, ImmutableArray<int> first, ImmutableArray<int> extents, int channels = 0, bool hasResidual = false, bool hasGate = false) : Operator
{
    private const int ResidualInput = 1, GateInput = 2;

    /// <summary>Neighbours that an invocation computes, which saves divisions.</summary>
    private const int Pixels = 4;

    private int Phases => channels == 0 ? 1 : steps.Aggregate((a, b) => a * b);

    internal override (Operator Operator, int ResidualInput)? WithResidual(Activation activation) => !hasResidual && !hasGate && activation.Function == ActivationFunction.None
        ? (new Dilate(steps, first, extents, channels, true), ResidualInput)
        : null;

    internal override (Operator Operator, int GateInput)? WithGate() => hasGate ? null : (new Dilate(steps, first, extents, channels, hasResidual, true), GateInput);

    public override OperatorKind Kind => OperatorKind.Movement;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32 || input.Shape.Rank is < 3 or > 5 || input.Shape.Rank != extents.Length + 2)
            throw context.Error($"reals with {extents.Length} spatial axes after batch and channels are needed");
        if (channels > 0 && input.Shape[1] != Phases * FlippedFilter.PerPhase(channels))
            throw context.Error($"{Phases} times {FlippedFilter.PerPhase(channels)} channels are needed");
        return [new TensorInfo(new TensorShape([input.Shape[0], channels == 0 ? input.Shape[1] : channels, .. extents]), input.ElementType)];
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        const Layout Vectors = Layout.Nc4hw;
        return Vectors.Takes(context.Shape(0)) && Vectors.Takes(Infer(context)[0].Shape)
            ? [NodeLayouts.Plain, new NodeLayouts([Vectors, Vectors, Vectors], [Vectors])]
            : [NodeLayouts.Plain];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        if (output.Count == 0)
            return;
        int[] from = AsVolume([.. input.Shape.Dimensions.Skip(2)], 1), to = AsVolume(extents, 1), starts = AsVolume(first, 0), apart = AsVolume(steps, 1);
        int vectors = output.Stored.Shape[1], parts = (to[2] + Pixels - 1) / Pixels;
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, output))
        {
            long invocations = (long)count * vectors * to[0] * to[1] * parts;
            context.Add(new DilateCall
            {
                Input = input.Range(start, count),
                Residual = hasResidual ? context.Input(ResidualInput).Range(start, count) : null,
                Gate = hasGate ? context.Input(GateInput).Range(start, count) : null,
                Output = output.Range(start, count),
                Count = invocations,
                Parts = parts,
                Vectors = vectors,
                InVectors = input.Stored.Shape[1] / Phases,
                InD = from[0],
                InH = from[1],
                InW = from[2],
                OutD = to[0],
                OutH = to[1],
                OutW = to[2],
                FirstD = starts[0],
                FirstH = starts[1],
                FirstW = starts[2],
                Phases = channels > 0,
                Pixels = Pixels,
                StepD = apart[0],
                StepH = apart[1],
                StepW = apart[2],
                Invocations = invocations,
            });
        }
    }

    private static int[] AsVolume(ImmutableArray<int> axes, int filler) => [.. Enumerable.Repeat(filler, 3 - axes.Length), .. axes];
}
