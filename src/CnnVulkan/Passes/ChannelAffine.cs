using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>y[c] = scale[c]·x[c] + shift[c] per channel, folded into the convolution or dense layer that computes x.</summary>
internal sealed record ChannelAffine(float[] Scale, float[] Shift)
{
    /// <summary>
    /// Walks the graph and folds each node that <paramref name="match"/> recognises into its producer, where that has constant
    /// weights and nobody else reads what lies between.
    /// </summary>
    public static TypedGraph FoldAll(TypedGraph graph, Func<TypedGraph, Node, (int DataInput, ChannelAffine Affine)?> match)
    {
        Dictionary<string, int> readers = graph.CountReaders();
        ImmutableDictionary<string, TensorInfo> values = graph.Values;
        var nodes = new List<Node>();
        var writer = new Dictionary<string, int>();
        foreach (Node node in graph.Nodes)
        {
            if (match(graph, node) is var (data, affine)
                && readers[node.Inputs[data]] == 1
                && writer.TryGetValue(node.Inputs[data], out int at)
                && affine.Fold(nodes[at], values) is var (weights, bias, weightAxis))
            {
                Node producer = nodes[at];
                // Named after the value, because only files' readers make names of nodes unique.
                string weightsName = $"{producer.Inputs[1]}*{node.Outputs[0]}", biasName = $"{producer.Name}/bias+{node.Outputs[0]}";
                values = values.SetItem(weightsName, TensorInfo.Of(weights)).SetItem(biasName, TensorInfo.Of(bias));
                nodes[at] = producer with { Inputs = [producer.Inputs[0], weightsName, biasName], Outputs = [node.Outputs[0]] };
                writer[node.Outputs[0]] = at;
                continue;
            }
            foreach (string output in node.Outputs)
                writer[output] = nodes.Count;
            nodes.Add(node);
        }
        return graph.With(nodes, values);
    }

    /// <summary>The producer's weights and bias with this folded in; null where it cannot be.</summary>
    private (Tensor<float> Weights, Tensor<float> Bias, int Axis)? Fold(Node producer, ImmutableDictionary<string, TensorInfo> values)
    {
        if (OutputAxis(producer.Operator) is not { } axis || values[producer.Inputs[1]].Value is not Tensor<float> weights)
            return null;
        int channels = weights.Shape[axis];
        // Infinite weights would make NaN of what is infinite without the fold: a division by zero, say.
        if (!Scale.All(float.IsFinite))
            return null;
        bool hasBias = producer.Inputs.Length > 2 && producer.Inputs[2].Length > 0;
        Tensor<float>? bias = hasBias ? values[producer.Inputs[2]].Value as Tensor<float> : null;
        if (channels != Scale.Length || (hasBias && (bias is null || !IsPerChannel(bias, channels))))
            return null;

        var shifted = new float[channels];
        for (int c = 0; c < channels; c++)
            shifted[c] = (bias is null ? 0 : bias.Data[bias.Data.Length == 1 ? 0 : c]) * Scale[c] + Shift[c];
        int inner = weights.Shape.CountOf(axis + 1, weights.Shape.Rank);
        // Made when it is packed, with all others and on all processors: ResNet-50's took 140 ms one after the other.
        return (new Tensor<float>(weights.Shape, () => Scaled(weights.Data, inner)), new Tensor<float>(new TensorShape(channels), shifted), axis);
    }

    /// <summary>The weights times the scale of their channel, of which there are <paramref name="inner"/> side by side.</summary>
    private float[] Scaled(float[] weights, int inner)
    {
        var scaled = new float[weights.Length];
        // No division per weight: two of them take ten times as long as the product.
        for (int i = 0; i < scaled.Length;)
        {
            for (int channel = 0; channel < Scale.Length; channel++)
            {
                float scale = Scale[channel];
                for (int end = i + inner; i < end; i++)
                    scaled[i] = weights[i] * scale;
            }
        }
        return scaled;
    }

    /// <summary>A dense layer's bias may also vary along the batch: that one cannot be folded.</summary>
    private static bool IsPerChannel(Tensor<float> bias, int channels)
        => bias.Data.Length == 1 || (bias.Data.Length == channels && bias.Shape[-1] == channels);

    /// <summary>Which axis of the weights counts output channels, for operators that can take the fold.</summary>
    private static int? OutputAxis(Operator producer) => producer switch
    {
        Conv { Activation.Function: ActivationFunction.None, HasResidual: false } => 0,
        ConvTranspose { Activation.Function: ActivationFunction.None, Group: 1 } => 1,
        Gemm { Activation.Function: ActivationFunction.None, Alpha: 1, Beta: 1 } gemm => gemm.TransposeB ? 0 : 1,
        _ => null,
    };
}
