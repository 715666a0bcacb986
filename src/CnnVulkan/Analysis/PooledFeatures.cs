using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Analysis;

/// <summary>The maps that a classifier averages into its scores.</summary>
/// <param name="Value">Their name.</param>
/// <param name="Shape">1×channels×height×width.</param>
/// <param name="Weights">Classes×channels; null where each channel is a class.</param>
internal sealed record PooledFeatures(string Value, TensorShape Shape, Tensor<float>? Weights)
{
    /// <summary>Walks back from the scores: at most one dense layer, then the pool.</summary>
    public static PooledFeatures? Find(ClassifierHead head, TensorShape input, out string reason)
    {
        Graph graph = head.Graph;
        ImmutableDictionary<string, TensorInfo> values = Planner.Type(graph, graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(input, i.ElementType))).Values;
        var writers = graph.Nodes.SelectMany(n => n.Outputs.Select(o => (o, n))).Where(p => p.o.Length > 0).ToDictionary(p => p.o, p => p.n);
        Tensor<float>? weights = null;
        string value = writers[ClassifierHead.Indices].Inputs[0];
        reason = "No layer averages its maps.";
        while (writers.TryGetValue(value, out Node? node))
        {
            var typed = new TypedNode(node, values);
            if (node.Operator.AveragesMaps(typed))
                return Pooled(node.Inputs[0], values, weights, head.Classes, out reason);
            if (weights is null && node.Operator.DenseWeights(typed) is { } dense)
                weights = dense;
            else if (!PassesOn(node, values))
            {
                reason = $"'{node.Name}' ({node.Operator.Type}) stands between the scores and a global average of maps.";
                return null;
            }
            value = node.Inputs.First(i => values[i].Value is null);
        }
        return null;
    }

    private static PooledFeatures? Pooled(
        string value, ImmutableDictionary<string, TensorInfo> values, Tensor<float>? weights, int classes, out string reason)
    {
        TensorShape shape = values[value].Shape;
        if (shape.Rank != 4 || shape[0] != 1)
            reason = $"The averaged maps '{value}' are {shape}, not those of one picture.";
        else if ((weights?.Shape ?? new TensorShape(classes, shape[1])) is var matrix && (matrix[0] != classes || matrix[1] != shape[1] || (weights is null && shape[1] != classes)))
            reason = $"{shape[1]} averaged maps do not make {classes} scores.";
        else
        {
            reason = "";
            return new PooledFeatures(value, shape, weights);
        }
        return null;
    }

    /// <summary>A bias and whatever keeps the order of the scores change no map.</summary>
    private static bool PassesOn(Node node, ImmutableDictionary<string, TensorInfo> values)
        => node.Operator.KeepsScores || node.Operator.GivesProbabilities
            || (node.Operator.AsSum is not null && node.Inputs.Count(i => values[i].Value is null) == 1);
}
