namespace CnnVulkan.Graphs;

/// <summary>A node with what is known of its values: what an operator sees when passes ask what it does here.</summary>
internal sealed class TypedNode(Node node, IReadOnlyDictionary<string, TensorInfo> values)
{
    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>What is known of an input; null where it is left out.</summary>
    public TensorInfo? Input(int index) => index < Node.Inputs.Length && Node.Inputs[index].Length > 0 ? values[Node.Inputs[index]] : null;

    /// <summary>An input's elements where they are known at load.</summary>
    public Tensor? Value(int index) => Input(index)?.Value;

    /// <summary>An input's shape, which must not be left out.</summary>
    public TensorShape Shape(int index) => values[Node.Inputs[index]].Shape;

    /// <summary>An output's shape, which must be asked for.</summary>
    public TensorShape OutputShape(int index) => values[Node.Outputs[index]].Shape;

    /// <summary>Whether an output is asked for.</summary>
    public bool HasOutput(int index) => index < Node.Outputs.Length && Node.Outputs[index].Length > 0;
}
