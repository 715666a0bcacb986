using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of a convolution's weights, O×(I/group)×…, from its pictures N×I×… and the gradient N×O×… of its results: for each weight the sum of
/// all products that it had a part in.
/// </summary>
/// <param name="axes">The convolution's window over each spatial axis.</param>
/// <param name="group">How many groups the channels fall into.</param>
/// <param name="weights">The shape of the weights.</param>
internal sealed class ConvWeightGradient(ImmutableArray<WindowAxis> axes, int group, TensorShape weights) : Operator
{
    private const int WorkgroupSize = 64;

    public override OperatorKind Kind => OperatorKind.Convolution;

    public override string Label => "conv weights";

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)inputs[1].Shape.Count * (weights.Count / Math.Max(weights[0], 1));

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 2 * MultiplyAdds(inputs, outputs);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape input = context.Shape(0), gradient = context.Shape(1);
        if (input.Rank != axes.Length + 2 || gradient.Rank != input.Rank || gradient[0] != input[0] || gradient[1] != weights[0] || input[1] != weights[1] * group)
            throw context.Error($"pictures and gradients of a convolution with weights {weights} in {group} groups are needed");
        return [new TensorInfo(weights, ElementType.Float32)];
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
        => ConvWeightGradientTile.Fits(Geometry(context.Shape(0))) && Layout.Nc4hw.Takes(context.Shape(0)) && Layout.Nc4hw.Takes(context.Shape(1))
            ? [new NodeLayouts([Layout.Nc4hw, Layout.Nc4hw], [])]
            : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), gradient = context.Input(1), output = context.Output(0);
        if (output.Count == 0)
            return;
        ConvGeometry g = Geometry(input.Shape);
        ImmutableArray<(int Start, int Count)> ranges = context.SplitOuter(g.Batch, input, gradient);
        if (input.Layout == Layout.Nchw)
            LowerPlain(context, g, ranges);
        else
            LowerVectors(context, g, ranges);
    }

    private ConvGeometry Geometry(TensorShape input) => new(input[0], input[1], weights[0], group, SlidingWindow.AsVolume(axes));

    /// <summary>A workgroup for each weight.</summary>
    private static void LowerPlain(LoweringContext context, ConvGeometry g, ImmutableArray<(int Start, int Count)> ranges)
    {
        TensorView output = context.Output(0);
        foreach ((int start, int count) in ranges)
        {
            context.Add(new ConvWeightGradientDirectCall
            {
                Input = context.Input(0).Range(start, count),
                Gradient = context.Input(1).Range(start, count),
                Output = output,
                Count = output.Count,
                Batch = count,
                InChannels = g.InChannels,
                OutChannels = g.OutChannels,
                GroupInputs = g.GroupInputs,
                GroupOutputs = g.GroupOutputs,
                VolumeExtents = g.VolumeExtents,
                VolumeWindow = g.VolumeWindow,
                Add = start > 0,
                Invocations = (long)output.Count * WorkgroupSize,
                WorkgroupSize = WorkgroupSize,
                MultiplyAdds = g.MultiplyAdds(count, g.OutChannels),
            });
        }
    }

    /// <summary>Sums of tiles over chunks of the pixels, then those of the chunks.</summary>
    private static void LowerVectors(LoweringContext context, ConvGeometry g, ImmutableArray<(int Start, int Count)> ranges)
    {
        ConvWeightGradientTile tile = ConvWeightGradientTile.For(g, context.Device);
        TensorView output = context.Output(0);
        var chunks = ranges.Select(r => tile.Chunks(g, r.Count, context.Device)).ToArray();
        TensorView partial = context.Scratch("partial", new TensorShape(chunks.Sum(c => c.Count), tile.Items * tile.Sums), StorageType.Float32);
        int first = 0;
        for (int i = 0; i < ranges.Length; i++)
        {
            (int start, int batch) = ranges[i];
            long items = (long)chunks[i].Count * tile.Items;
            context.Add(new ConvWeightGradientCall
            {
                Input = context.Input(0).Range(start, batch),
                Gradient = context.Input(1).Range(start, batch),
                Partial = partial.Range(first, chunks[i].Count),
                Count = items,
                Batch = batch,
                InVectors = Tensors.Layouts.Vectors(g.InChannels),
                OutVectors = Tensors.Layouts.Vectors(g.OutChannels),
                GroupInputs = tile.GroupInputs,
                GroupOutputs = tile.GroupOutputs,
                InTiles = tile.InTiles,
                OutTiles = tile.OutTiles,
                KernelH = g.Height.Kernel,
                TapTiles = tile.TapTiles,
                Steps = tile.Steps(g, batch),
                StepsEach = chunks[i].Steps,
                RowParts = tile.RowParts,
                PlanarExtents = g.PlanarExtents,
                StrideH = g.Height.Stride,
                DilationH = g.Height.Dilation,
                Lanes = tile.Lanes,
                TileOutputs = tile.Outputs,
                TileInputs = tile.Inputs,
                TileTaps = tile.Taps,
                Pixels = tile.Pixels,
                Products = tile.Products,
                StrideW = g.Width.Stride,
                DilationW = g.Width.Dilation,
                Depthwise = g.IsDepthwise,
                SharedColumns = g.Width.Dilation == 1 && g.Width.Stride < tile.Taps,
                Inside = g.RowTilesStayInside(tile.Pixels) && g.Width.Kernel % tile.Taps == 0,
                Invocations = items * tile.Lanes,
                WorkgroupSize = (uint)tile.Lanes,
                MultiplyAdds = g.MultiplyAdds(batch, g.OutChannels),
            });
            first += chunks[i].Count;
        }
        context.Add(new ConvWeightGradientReduceCall
        {
            Partial = partial,
            Output = output,
            Count = output.Count,
            Chunks = first,
            PerChunk = tile.Items * tile.Sums,
            Inputs = g.GroupInputs,
            KernelH = g.Height.Kernel,
            KernelW = g.Width.Kernel,
            InTiles = tile.InTiles,
            OutTiles = tile.OutTiles,
            TileOutputs = tile.Outputs,
            TileInputs = tile.Inputs,
            TileTaps = tile.Taps,
            Products = tile.Products,
            Invocations = output.Count,
        });
    }
}
