using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Results;

/// <summary>A classifier that ends in probabilities: with a softmax of its own, or one appended.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Name">The value that holds them.</param>
/// <param name="Axis">The axis the classes lie on.</param>
/// <param name="Classes">How many there are.</param>
internal sealed record ClassScores(Graph Graph, string Name, int Axis, int Classes)
{
    /// <summary>The operator set the new nodes are written in: a softmax is over one axis, k an input.</summary>
    private const int Opset = 13;

    /// <summary>Finds a network's scores.</summary>
    /// <param name="model">The network: one input for pictures, its first output one score per class.</param>
    /// <param name="input">The shape it is fed.</param>
    /// <exception cref="ShapeException">It has several inputs, or the output is not one score per class.</exception>
    public static ClassScores Of(Model model, TensorShape input)
    {
        if (model.Inputs.Length != 1)
            throw new ShapeException($"{model.Name} is no classifier of pictures: it has {model.Inputs.Length} inputs, not one.");
        Graph graph = model.Graph;
        string scores = graph.Outputs[0];
        TensorShape shape = ShapeOf(graph, scores, input);
        // Batch, then one axis with the classes; a global pool leaves two more axes of 1.
        int axis = Enumerable.Range(0, shape.Rank).OrderByDescending(i => shape[i]).FirstOrDefault();
        if (shape.Count == 0 || shape[axis] != shape.Count)
            throw new ShapeException($"{model.Name} is no classifier of single pictures: its output '{scores}' is {shape}, not one score per class.");
        if (GivesProbabilities(graph, scores))
            return new ClassScores(graph, scores, axis, shape.Count);
        const string Appended = "top/scores";
        var ended = new Graph(graph.Name, graph.Inputs, [Appended], [.. graph.Nodes, Node("Softmax", "top/softmax", [scores], [Appended], axis)], graph.Constants);
        return new ClassScores(ended, Appended, axis, shape.Count);
    }

    /// <summary>The shape of a value for an input of the given shape.</summary>
    public static TensorShape ShapeOf(Graph graph, string value, TensorShape input)
    {
        var inputs = graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(input, i.ElementType));
        return Planner.Type(graph, inputs, [value]).Values[value].Shape;
    }

    /// <summary>A node that works along an axis.</summary>
    public static Node Node(string type, string name, ImmutableArray<string> inputs, ImmutableArray<string> outputs, int axis)
    {
        var attributes = new NodeAttributes(name, Opset, inputs.Length, outputs.Length, new Dictionary<string, object> { ["axis"] = (long)axis });
        return new Node(name, OperatorCatalog.Factories[type](attributes), inputs, outputs);
    }

    private static bool GivesProbabilities(Graph graph, string value)
    {
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Contains(value))
                continue;
            if (!node.Operator.KeepsScores)
                return node.Operator.GivesProbabilities;
            value = node.Inputs[0];
        }
        return false;
    }
}
