using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Weights as the file orders them, up to three spatial axes, any groups: for all that the faster kernels do not take.</summary>
internal sealed class DirectConv : ConvAlgorithm
{
    /// <summary>Output channels one invocation computes; that of the shader.</summary>
    private const int Rows = 4;

    /// <summary>Every product loads its factors again.</summary>
    private const double CostOfProduct = 8;

    public override string Name => "direct";

    public override bool Fits(ConvProblem problem) => problem.Layout == Layout.Nchw;

    public override double Cost(ConvProblem problem) => CostOfProduct * problem.Geometry.MultiplyAdds(problem.Geometry.Batch, problem.Geometry.OutChannels);

    public override void Lower(LoweringContext context, ConvProblem problem, TileSize tile)
    {
        TensorView? bias = problem.HasBias ? context.Input(2) : null;
        // Blocks of one output channel.
        ForEachPart(context, problem, context.Input(1), problem.Geometry.OutChannels, part =>
        {
            ConvGeometry g = part.Geometry;
            int groupOutputs = part.Blocks / g.Group;
            long invocations = (long)g.Batch * g.Group * ((groupOutputs + Rows - 1) / Rows) * g.OutPixels;
            context.Add(new ConvDirectCall
            {
                Input = part.Input,
                Weight = part.Weights,
                Bias = bias,
                Residual = part.Residual,
                Gate = part.Gate,
                Output = part.Output,
                Count = invocations,
                Groups = g.Group,
                GroupInputs = g.GroupInputs,
                GroupOutputs = groupOutputs,
                OutChannels = g.OutChannels,
                FirstChannel = part.FirstBlock,
                VolumeExtents = g.VolumeExtents,
                VolumeWindow = g.VolumeWindow,
                Activation = problem.Activation,
                Invocations = invocations,
                MultiplyAdds = g.MultiplyAdds(g.Batch, part.Blocks),
            });
        });
    }
}
