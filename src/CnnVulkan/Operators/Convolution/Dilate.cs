using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Puts zeros between the elements of each channel's 1 to 3 spatial axes, and cuts or fills up their ends: element x of an output axis is element
/// (x + first)/step of the input where that is whole and within it, else 0. What undoes the stride of a convolution in its gradient.
/// </summary>
/// <param name="steps">How far apart the elements come to lie, per spatial axis.</param>
/// <param name="first">Where the output begins, counted in places of the spread input; below 0 for zeros in front.</param>
/// <param name="extents">The output's spatial extents.</param>
internal sealed class Dilate(ImmutableArray<int> steps, ImmutableArray<int> first, ImmutableArray<int> extents) : Operator
{
    public override OperatorKind Kind => OperatorKind.Movement;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32 || input.Shape.Rank is < 3 or > 5 || input.Shape.Rank != extents.Length + 2)
            throw context.Error($"reals with {extents.Length} spatial axes after batch and channels are needed");
        return [new TensorInfo(new TensorShape([input.Shape[0], input.Shape[1], .. extents]), input.ElementType)];
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => NodeLayouts.Any(context, Infer(context)[0].Shape);

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        int[] from = AsVolume([.. input.Shape.Dimensions.Skip(2)], 1), to = AsVolume(extents, 1), starts = AsVolume(first, 0), apart = AsVolume(steps, 1);
        int plane = to[0] * to[1] * to[2];
        foreach ((int start, int count) in Planes.Ranges(context, input, output))
        {
            context.Add(new DilateCall
            {
                Input = Planes.Of(input, start, count),
                Output = Planes.Of(output, start, count),
                Count = (long)count * plane,
                InD = from[0],
                InH = from[1],
                InW = from[2],
                OutD = to[0],
                OutH = to[1],
                OutW = to[2],
                FirstD = starts[0],
                FirstH = starts[1],
                FirstW = starts[2],
                StepD = apart[0],
                StepH = apart[1],
                StepW = apart[2],
                Invocations = (long)count * plane,
            });
        }
    }

    private static int[] AsVolume(ImmutableArray<int> axes, int filler) => [.. Enumerable.Repeat(filler, 3 - axes.Length), .. axes];
}
