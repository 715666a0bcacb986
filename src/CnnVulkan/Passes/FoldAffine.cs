using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Passes;

/// <summary>
/// Folds y[c] = scale[c]·x[c] + shift[c] per channel into the convolution or dense layer that computes x, where that has constant weights
/// and nobody else reads what lies between: batch normalisation at inference, and the biases and Caffe's Scale layers that exporters
/// write as additions and multiplications.
/// </summary>
internal static class FoldAffine
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        Dictionary<string, int> readers = graph.CountReaders();
        ImmutableDictionary<string, TensorInfo> values = graph.Values;
        var nodes = new List<Node>();
        var writer = new Dictionary<string, int>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator.AsAffine(new TypedNode(node, graph.Values)) is var (data, affine)
                && readers[node.Inputs[data]] == 1
                && writer.TryGetValue(node.Inputs[data], out int at)
                && Fold(affine, nodes[at], values) is var (weights, bias))
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

    /// <summary>The producer's weights and bias with an affine folded in; null where it cannot be.</summary>
    private static (Tensor<float> Weights, Tensor<float> Bias)? Fold(ChannelAffine affine, Node producer, ImmutableDictionary<string, TensorInfo> values)
    {
        if (producer.Operator.AffineAxis is not { } axis || values[producer.Inputs[1]].Value is not Tensor<float> weights)
            return null;
        int channels = weights.Shape[axis];
        // Infinite weights would make NaN of what is infinite without the fold: a division by zero, say.
        if (!affine.Scale.All(float.IsFinite))
            return null;
        bool hasBias = producer.Inputs.Length > 2 && producer.Inputs[2].Length > 0;
        Tensor<float>? bias = hasBias ? values[producer.Inputs[2]].Value as Tensor<float> : null;
        if (channels != affine.Scale.Length || (hasBias && (bias is null || !IsPerChannel(bias, channels))))
            return null;

        var shifted = new float[channels];
        for (int c = 0; c < channels; c++)
            shifted[c] = (bias is null ? 0 : bias.Data[bias.Data.Length == 1 ? 0 : c]) * affine.Scale[c] + affine.Shift[c];
        int inner = weights.Shape.CountOf(axis + 1, weights.Shape.Rank);
        // Made when it is arranged, with all others and on all processors: ResNet-50's took 140 ms one after the other.
        return (new Tensor<float>(weights.Shape, () => Scaled(weights.Data, affine.Scale, inner)), new Tensor<float>(new TensorShape(channels), shifted));
    }

    /// <summary>The weights times the factor of their channel, of which there are <paramref name="inner"/> side by side.</summary>
    private static float[] Scaled(float[] weights, float[] factors, int inner)
    {
        var scaled = new float[weights.Length];
        // No division per weight: two of them take ten times as long as the product.
        for (int i = 0; i < scaled.Length;)
        {
            for (int channel = 0; channel < factors.Length; channel++)
            {
                float factor = factors[channel];
                for (int end = i + inner; i < end; i++)
                    scaled[i] = weights[i] * factor;
            }
        }
        return scaled;
    }

    /// <summary>A dense layer's bias may also vary along the batch: that one cannot be folded.</summary>
    private static bool IsPerChannel(Tensor<float> bias, int channels)
        => bias.Data.Length == 1 || (bias.Data.Length == channels && bias.Shape[-1] == channels);
}
