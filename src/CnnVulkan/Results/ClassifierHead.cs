using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Results;

/// <summary>Ends a classifier on the GPU: a softmax where the network stops before it, then the top k, so that only those are read back.</summary>
/// <param name="Graph">The network with its new end.</param>
/// <param name="Classes">How many scores it gives.</param>
internal sealed record ClassifierHead(Graph Graph, int Classes)
{
    public const string Probabilities = "top/probabilities";
    public const string Indices = "top/indices";

    /// <summary>The operator set the new nodes are written in: a softmax is over one axis, k an input.</summary>
    private const int Opset = 13;

    /// <summary>Operators that pass scores on as they are.</summary>
    private static readonly ImmutableHashSet<string> Passing = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Cast"];

    /// <summary>Appends the head.</summary>
    /// <param name="model">The network; its first output holds the scores.</param>
    /// <param name="input">The shape it is fed.</param>
    /// <param name="top">How many classes to tell.</param>
    /// <exception cref="ShapeException">The output is not one score per class.</exception>
    public static ClassifierHead Append(Model model, TensorShape input, int top)
    {
        Graph graph = model.Graph;
        string scores = graph.Outputs[0];
        TensorShape shape = ShapeOf(graph, scores, input);
        // Batch, then one axis with the classes; a global pool leaves two more axes of 1.
        int axis = Enumerable.Range(0, shape.Rank).OrderByDescending(i => shape[i]).FirstOrDefault();
        if (shape.Count == 0 || shape[axis] != shape.Count)
            throw new ShapeException($"{model.Name} is no classifier of single pictures: its output '{scores}' is {shape}, not one score per class.");
        var nodes = graph.Nodes.ToList();
        if (!GivesProbabilities(graph, scores))
        {
            nodes.Add(Node("Softmax", "top/softmax", [scores], ["top/scores"], axis));
            scores = "top/scores";
        }
        nodes.Add(Node("TopK", "top/k", [scores, "top/count"], [Probabilities, Indices], axis));
        var constants = graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        constants["top/count"] = new Tensor<long>(new TensorShape(1), [Math.Min(top, shape.Count)]);
        return new ClassifierHead(new Graph(graph.Name, graph.Inputs, [Probabilities, Indices], nodes, constants), shape.Count);
    }

    private static TensorShape ShapeOf(Graph graph, string value, TensorShape input)
    {
        var inputs = graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(input, i.ElementType));
        return Optimizer.Run(graph, inputs, [], optimize: false).Values[value].Shape;
    }

    private static bool GivesProbabilities(Graph graph, string value)
    {
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Contains(value))
                continue;
            if (!Passing.Contains(node.Operator.Type))
                return node.Operator is Softmax || IsSigmoid(node.Operator);
            value = node.Inputs[0];
        }
        return false;
    }

    private static bool IsSigmoid(Operator last) => last is Activate { Activation.Function: ActivationFunction.Sigmoid };

    private static Node Node(string type, string name, ImmutableArray<string> inputs, ImmutableArray<string> outputs, int axis)
    {
        var attributes = new NodeAttributes(name, Opset, inputs.Length, outputs.Length, new Dictionary<string, object> { ["axis"] = (long)axis });
        return new Node(name, OperatorCatalog.Factories[type](attributes), inputs, outputs);
    }
}
