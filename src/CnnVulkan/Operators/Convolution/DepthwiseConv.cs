using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Each output channel sees one input channel: too little work for a matrix product. One invocation computes neighbouring pixels of a row, for
/// one channel in <see cref="Layout.Nchw"/>, for four in <see cref="Layout.Nc4hw"/>.
/// </summary>
internal sealed class DepthwiseConv : ConvAlgorithm
{
    /// <summary>Pixels of a row one invocation computes: with four, a row of a 3×3 filter loads six elements instead of twelve.</summary>
    private const int MaxPixels = 4;

    /// <summary>Columns of a tile that are kept: what the shader unrolls must stay small enough to compile.</summary>
    private const int MaxColumns = 32;

    public override string Name => "depthwise";

    public override bool Fits(ConvProblem problem)
    {
        ConvGeometry g = problem.Geometry;
        if (!g.IsPlanar || g.Group == 1 || g.GroupInputs != 1)
            return false;
        return problem.Layout == Layout.Nchw
            || (g.IsDepthwise && g.OutChannels % Layouts.Width == 0);
    }

    public override double Cost(ConvProblem problem) => problem.Geometry.MultiplyAdds(problem.Geometry.Batch, problem.Geometry.OutChannels);

    public override void Lower(LoweringContext context, ConvProblem problem, TileSize tile)
    {
        bool vectors = problem.Layout == Layout.Nc4hw;
        ConvGeometry whole = problem.Geometry;
        int channels = vectors ? Layouts.Vectors(whole.OutChannels) : whole.OutChannels;
        int pixels = vectors ? Math.Min(MaxPixels, whole.Width.Output) : MaxPixels;
        int rowTiles = (whole.Width.Output + pixels - 1) / pixels;
        TensorView weights = vectors
            ? Weights(context, new WeightOrder("depthwise", 1, whole.OutChannels, 1, whole.Taps, Layouts.Width, 1), ConvWeights.ForDepthwise)
            : context.Input(1);
        TensorView? bias = vectors ? Bias(context, problem) : problem.HasBias ? context.Input(2) : null;
        ForEachPart(context, problem, weights, blocks: 1, part =>
        {
            ConvGeometry g = part.Geometry;
            long invocations = (long)g.Batch * channels * g.Height.Output * rowTiles;
            context.Add(new Conv2dDepthwiseCall
            {
                Input = part.Input,
                Weight = part.Weights,
                Bias = bias,
                Residual = part.Residual,
                Gate = part.Gate,
                Output = part.Output,
                Count = invocations,
                Channels = channels,
                Multiplier = g.GroupOutputs,
                RowTiles = rowTiles,
                PlanarExtents = g.PlanarExtents,
                PlanarWindow = g.PlanarWindow,
                Pixels = pixels,
                Inside = g.RowTilesStayInside(pixels),
                SharedColumns = g.Width.Dilation == 1 && (pixels - 1L) * g.Width.Stride + g.Width.Kernel <= MaxColumns,
                Activation = problem.Activation,
                Invocations = invocations,
                MultiplyAdds = g.MultiplyAdds(g.Batch, g.OutChannels),
            });
        });
    }
}
