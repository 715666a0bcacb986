using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>One way to compute convolutions: a new one is a class, its shader and one line in <see cref="List"/>.</summary>
/// <remarks>Costs are in the time that a multiply-add of <see cref="SubgroupConv"/> takes on the same device.</remarks>
internal abstract class ConvAlgorithm : Algorithm<ConvProblem>
{
    /// <summary>All there are.</summary>
    public static readonly AlgorithmList<ConvProblem, ConvAlgorithm> List = new(
        "convolution",
        new DepthwiseConv(),
        new SubgroupConv(),
        new TiledConv(),
        new WinogradConv(4),
        new WinogradConv(2),
        new DirectConv());

    /// <summary>Adds its dispatches.</summary>
    public abstract void Lower(LoweringContext context, ConvProblem problem, TileSize tile);

    /// <summary>The weights as a kernel reads them: arranged once where they are known at load, else in front of each run of it.</summary>
    /// <param name="context">The node.</param>
    /// <param name="order">The order.</param>
    /// <param name="arrange">Puts known weights in that order.</param>
    protected static TensorView Weights(LoweringContext context, WeightOrder order, Func<Tensor<float>, Tensor<float>> arrange)
        => context.Value(1) is Tensor<float> source
            ? context.Constant(source, order.Name, order.Shape, () => arrange(source))
            : order.Arrange(context, context.Input(1));

    /// <summary>The bias, if there is one, filled up to whole vectors of channels.</summary>
    protected static TensorView? Bias(LoweringContext context, ConvProblem problem)
    {
        if (!problem.HasBias)
            return null;
        int channels = problem.Geometry.OutChannels, filledUp = Layouts.Vectors(channels) * Layouts.Width;
        if (context.Value(2) is not { } source)
        {
            TensorView bias = context.Input(2);
            // Whole vectors that begin where a vector can are read where they lie.
            return channels == filledUp && bias.Offset % Layouts.Width == 0
                ? bias
                : new WeightOrder("bias", 1, channels, 1, 1, filledUp, 1).Arrange(context, bias);
        }
        return context.Constant(source, "vectors", () =>
        {
            var filled = new Tensor<float>(new TensorShape(filledUp));
            ((Tensor<float>)source).Data.AsSpan(0, channels).CopyTo(filled.Data);
            return filled;
        });
    }

    /// <summary>Calls a kernel for parts of the batch, and of the output channels where the weights are larger than one binding.</summary>
    /// <param name="context">The node.</param>
    /// <param name="problem">The convolution.</param>
    /// <param name="weights">The weights, outermost by blocks of output channels.</param>
    /// <param name="blocks">How many blocks each group has.</param>
    /// <param name="add">Adds the dispatch of one part.</param>
    protected static void ForEachPart(LoweringContext context, ConvProblem problem, TensorView weights, int blocks, Action<ConvPart> add)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? residual = problem.HasResidual ? context.Input(3) : null, gate = problem.HasGate ? context.Input(4) : null;
        // Within groups weights are never that large.
        var ranges = problem.Geometry.Group == 1 ? context.SplitOuter(blocks, weights) : [(0, blocks)];
        foreach ((int start, int count) in context.SplitOuter(problem.Geometry.Batch, input, output))
        {
            foreach ((int firstBlock, int blockCount) in ranges)
            {
                add(new ConvPart(
                    problem.Geometry with { Batch = count },
                    input.Range(start, count),
                    problem.Geometry.Group == 1 ? weights.Range(firstBlock, blockCount) : weights,
                    residual?.Range(start, count),
                    gate?.Range(start, count),
                    output.Range(start, count),
                    firstBlock,
                    blockCount,
                    IsWhole: ranges.Length == 1));
            }
        }
    }
}
