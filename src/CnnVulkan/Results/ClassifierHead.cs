using CnnVulkan.Graphs;
using CnnVulkan.Results;

namespace CnnVulkan;

/// <summary>
/// A classifier that ends on the GPU in the few numbers a user wants: a softmax where the network stops before it, then the best classes.
/// For hosts that record a network into their frames; <see cref="ImageClassifier"/> does the same by itself.
/// </summary>
/// <param name="Graph">The network with its new end: its outputs are <see cref="Probabilities"/> and <see cref="Indices"/>.</param>
/// <param name="Classes">How many classes it tells apart.</param>
public sealed record ClassifierHead(Graph Graph, int Classes)
{
    /// <summary>The output that holds the best classes' probabilities, best first.</summary>
    public const string Probabilities = "top/probabilities";

    /// <summary>The output that holds the best classes' indices, best first.</summary>
    public const string Indices = "top/indices";

    /// <summary>The value that holds the probabilities of all classes, in their order: to be named in <see cref="WorkerOptions.Keep"/>.</summary>
    public string Distribution { get; init; } = "";

    /// <summary>Appends the head.</summary>
    /// <param name="model">The network; its first output holds the scores.</param>
    /// <param name="input">The shape it is fed.</param>
    /// <param name="top">How many classes to tell; all where there are fewer.</param>
    /// <exception cref="ShapeException">The network has several inputs, or the output is not one score per class.</exception>
    public static ClassifierHead Append(Model model, TensorShape input, int top)
    {
        ClassScores scores = ClassScores.Of(model, input);
        Graph graph = scores.Graph;
        Node best = ClassScores.Node("TopK", "top/k", [scores.Name, "top/count"], [Probabilities, Indices], scores.Axis);
        var constants = graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        constants["top/count"] = new Tensor<long>(new TensorShape(1), [Math.Min(top, scores.Classes)]);
        return new ClassifierHead(new Graph(graph.Name, graph.Inputs, [Probabilities, Indices], [.. graph.Nodes, best], constants), scores.Classes) { Distribution = scores.Name };
    }
}
