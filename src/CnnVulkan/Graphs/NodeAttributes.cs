using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>A node's attributes as a model file gives them, whatever the format: float, long, string, tensor, or lists of them.</summary>
public sealed class NodeAttributes
{
    private readonly IReadOnlyDictionary<string, object> _values;

    /// <summary>Creates the attributes of one node.</summary>
    /// <param name="nodeName">The node's name, for messages.</param>
    /// <param name="opset">The version of the operator set the node is written in.</param>
    /// <param name="inputCount">How many inputs the node lists.</param>
    /// <param name="outputCount">How many outputs the node lists.</param>
    /// <param name="values">float, long, string, <see cref="Tensor"/>, or arrays of float, long or string, by attribute name.</param>
    public NodeAttributes(string nodeName, int opset, int inputCount, int outputCount, IReadOnlyDictionary<string, object> values)
    {
        NodeName = nodeName;
        Opset = opset;
        InputCount = inputCount;
        OutputCount = outputCount;
        _values = values;
    }

    /// <summary>The node's name.</summary>
    public string NodeName { get; }

    /// <summary>The version of the operator set the node is written in.</summary>
    public int Opset { get; }

    /// <summary>How many inputs the node lists, left-out ones included.</summary>
    public int InputCount { get; }

    /// <summary>How many outputs the node lists.</summary>
    public int OutputCount { get; }

    /// <summary>Whether the attribute is given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>An integer; clamped to 32 bits.</summary>
    public int Int(string name, int @default) => (int)Math.Clamp(Get<long>(name, @default), int.MinValue, int.MaxValue);

    /// <summary>An integer used as a truth value.</summary>
    public bool Flag(string name, bool @default = false) => Get<long>(name, @default ? 1L : 0L) != 0;

    /// <summary>A real number.</summary>
    public float Float(string name, float @default) => Get(name, @default);

    /// <summary>A text.</summary>
    public string String(string name, string @default) => Get(name, @default);

    /// <summary>A list of integers, clamped to 32 bits; the default array (<c>IsDefault</c>) where it is not given.</summary>
    public ImmutableArray<int> Ints(string name)
        => Has(name) ? Get(name, Array.Empty<long>()).Select(v => (int)Math.Clamp(v, int.MinValue, int.MaxValue)).ToImmutableArray() : default;

    /// <summary>A list of real numbers; the default array where it is not given.</summary>
    public ImmutableArray<float> Floats(string name) => Has(name) ? Get(name, Array.Empty<float>()).ToImmutableArray() : default;

    /// <summary>A tensor, or null.</summary>
    public Tensor? Tensor(string name) => Has(name) ? Get<Tensor>(name, null!) : null;

    /// <summary>An error about an attribute of this node.</summary>
    public ModelFormatException Error(string message) => new($"Node '{NodeName}': {message}.");

    private T Get<T>(string name, T @default)
    {
        if (!_values.TryGetValue(name, out object? value))
            return @default;
        return value is T typed ? typed : throw Error($"attribute '{name}' is a {value.GetType().Name}, but a {typeof(T).Name} was expected");
    }
}
