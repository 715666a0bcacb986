using CnnVulkan.Graphs;

namespace CnnVulkan.Results;

/// <summary>Ends a classifier on the GPU: a softmax where the network stops before it, then the top k, so that only those are read back.</summary>
/// <param name="Graph">The network with its new end.</param>
/// <param name="Classes">How many scores it gives.</param>
internal sealed record ClassifierHead(Graph Graph, int Classes)
{
    public const string Probabilities = "top/probabilities";
    public const string Indices = "top/indices";

    /// <summary>Appends the head.</summary>
    /// <param name="model">The network; its first output holds the scores.</param>
    /// <param name="input">The shape it is fed.</param>
    /// <param name="top">How many classes to tell.</param>
    /// <exception cref="ShapeException">The network has several inputs, or the output is not one score per class.</exception>
    public static ClassifierHead Append(Model model, TensorShape input, int top)
    {
        ClassScores scores = ClassScores.Of(model, input);
        Graph graph = scores.Graph;
        Node best = ClassScores.Node("TopK", "top/k", [scores.Name, "top/count"], [Probabilities, Indices], scores.Axis);
        var constants = graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        constants["top/count"] = new Tensor<long>(new TensorShape(1), [Math.Min(top, scores.Classes)]);
        return new ClassifierHead(new Graph(graph.Name, graph.Inputs, [Probabilities, Indices], [.. graph.Nodes, best], constants), scores.Classes);
    }
}
