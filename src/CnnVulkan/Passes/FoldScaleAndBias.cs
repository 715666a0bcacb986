using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>
/// Folds a multiplication by, or an addition of, one known number per channel into the layer before it: exporters write biases and
/// Caffe's Scale layers so.
/// </summary>
internal static class FoldScaleAndBias
{
    public static TypedGraph Apply(TypedGraph graph) => ChannelAffine.FoldAll(graph, Match);

    private static (int DataInput, ChannelAffine Affine)? Match(TypedGraph graph, Node node)
    {
        // AlignedAxis is the broadcasting of opsets before 7, which lines shapes up elsewhere.
        if (node.Operator is not Binary { Activation.Function: ActivationFunction.None, AlignedAxis: null } binary)
            return null;
        for (int data = 0; data < 2; data++)
        {
            TensorShape shape = graph.Values[node.Inputs[data]].Shape;
            if (graph.Values[node.Inputs[1 - data]].Value is Tensor<float> constant
                && graph.Values[node.Outputs[0]].Shape.Equals(shape)
                && PerChannel(constant, shape) is { } c
                && Affine(binary.Function, c, constantFirst: data == 1) is { } affine)
                return (data, affine);
        }
        return null;
    }

    private static ChannelAffine? Affine(BinaryFunction function, float[] c, bool constantFirst)
    {
        float[] ones = [.. Enumerable.Repeat(1f, c.Length)], zeros = new float[c.Length];
        return function switch
        {
            BinaryFunction.Add => new(ones, c),
            BinaryFunction.Mul => new(c, zeros),
            BinaryFunction.Sub when constantFirst => new(Array.ConvertAll(ones, v => -v), c),
            BinaryFunction.Sub => new(ones, Array.ConvertAll(c, v => -v)),
            BinaryFunction.Div when !constantFirst => new(Array.ConvertAll(c, v => 1 / v), zeros),
            _ => null,
        };
    }

    /// <summary>The constant as one number per channel (axis 1 of the data); null where it varies along another axis.</summary>
    private static float[]? PerChannel(Tensor<float> constant, TensorShape data)
    {
        if (data.Rank < 2)
            return null;
        int channels = data[1];
        if (constant.Data.Length == 1)
            return [.. Enumerable.Repeat(constant.Data[0], channels)];
        int channelAxis = constant.Shape.Rank - (data.Rank - 1);
        return constant.Data.Length == channels && channelAxis >= 0 && constant.Shape[channelAxis] == channels ? constant.Data : null;
    }
}
