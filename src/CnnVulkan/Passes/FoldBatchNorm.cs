using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>
/// Folds batch normalisation (Ioffe and Szegedy 2015) at inference into the layer before it:
/// y = scale·(x - mean)/√(variance + epsilon) + bias is one factor and one term per channel.
/// </summary>
internal static class FoldBatchNorm
{
    public static TypedGraph Apply(TypedGraph graph) => ChannelAffine.FoldAll(graph, Match);

    private static (int DataInput, ChannelAffine Affine)? Match(TypedGraph graph, Node node)
    {
        if (node.Operator is not BatchNormalization { Training: false, Activation.Function: ActivationFunction.None } norm
            || node.Outputs.Skip(1).Any(o => o.Length > 0))
            return null;
        Tensor<float>?[] parameters = [.. node.Inputs.Skip(1).Select(i => graph.Values[i].Value as Tensor<float>)];
        if (parameters is not [{ } scale, { } bias, { } mean, { } variance])
            return null;
        int channels = scale.Data.Length;
        var factor = new float[channels];
        var shift = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            factor[c] = scale.Data[c] / MathF.Sqrt(variance.Data[c] + norm.Epsilon);
            shift[c] = bias.Data[c] - mean.Data[c] * factor[c];
        }
        return (0, new ChannelAffine(factor, shift));
    }
}
