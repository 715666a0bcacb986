using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>The sum of each channel of N×C×… over batch and space: the gradient of a convolution's bias.</summary>
/// <param name="shape">The result's shape, of C elements: that of the bias.</param>
internal sealed class ChannelSum(TensorShape shape) : Operator
{
    private const int WorkgroupSize = 64;

    /// <summary>Elements that an invocation adds at least: fewer, and the second pass costs more than the first.</summary>
    private const int MinEach = 16;

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32 || input.Shape.Rank < 2 || input.Shape[1] != shape.Count)
            throw context.Error($"reals with {shape.Count} channels are needed");
        return [new TensorInfo(shape, input.ElementType)];
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
        => Layout.Nc4hw.Takes(context.Shape(0)) ? [NodeLayouts.Plain, new NodeLayouts([Layout.Nc4hw], [])] : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        if (output.Count == 0)
            return;
        int width = input.Layout == Layout.Nc4hw ? Tensors.Layouts.Width : 1, batch = input.Shape[0];
        int vectors = input.Stored.Shape[1], pixels = input.Shape.CountOf(2, input.Shape.Rank), lanes = 1;
        while (lanes < WorkgroupSize && lanes * 2 * MinEach <= pixels)
            lanes *= 2;
        TensorView partial = context.Scratch("partial", new TensorShape(batch * vectors, lanes * width), StorageType.Float32);
        foreach ((int start, int count) in Planes.Ranges(context, input))
        {
            context.Add(new ChannelSumCall
            {
                Input = Planes.Of(input, start, count),
                Partial = partial.Range(start, count),
                Count = (long)count * lanes,
                Pixels = pixels,
                Lanes = lanes,
                Invocations = (long)count * lanes,
            });
        }
        context.Add(new ChannelSumReduceCall
        {
            Partial = partial,
            Output = output,
            Channels = output.Count,
            Batch = batch,
            Vectors = vectors,
            Lanes = lanes,
            Width = width,
            Invocations = (long)output.Count * WorkgroupSize,
            WorkgroupSize = WorkgroupSize,
        });
    }
}
