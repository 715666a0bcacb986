using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Graphs;

/// <summary>What an operator sees of its node while shapes are worked out.</summary>
public sealed class InferenceContext
{
    private readonly Node _node;
    private readonly TensorInfo?[] _inputs;

    internal InferenceContext(Node node, IReadOnlyDictionary<string, TensorInfo> values, DeviceProfile? device = null, Precision precision = Precision.Float32)
    {
        Device = device ?? new DeviceProfile();
        Precision = precision;
        _node = node;
        _inputs = node.Inputs.Select(i => i.Length == 0 ? null : values[i]).ToArray();
    }

    /// <summary>The node's name, for messages.</summary>
    public string NodeName => _node.Name;

    /// <summary>What it is planned for; any device while shapes are worked out, which none decides.</summary>
    internal DeviceProfile Device { get; }

    /// <summary>How real numbers will be stored.</summary>
    internal Precision Precision { get; }

    /// <summary>How many inputs the node lists, left-out ones included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>How many outputs the node lists, unwanted ones included.</summary>
    public int OutputCount => _node.Outputs.Length;

    /// <summary>Whether every given input's value is known at load.</summary>
    public bool AllValuesKnown => _inputs.All(i => i is null or { Value: not null });

    /// <summary>Whether optional input <paramref name="index"/> is given.</summary>
    public bool HasInput(int index) => index < _inputs.Length && _inputs[index] is not null;

    /// <summary>Whether output <paramref name="index"/> is asked for.</summary>
    public bool HasOutput(int index) => index < _node.Outputs.Length && _node.Outputs[index].Length > 0;

    /// <summary>What is known of an input.</summary>
    /// <exception cref="ShapeException">The node does not have that input.</exception>
    public TensorInfo Input(int index) => HasInput(index) ? _inputs[index]! : throw Error($"input {index} is missing");

    /// <summary>The shape of an input.</summary>
    public TensorShape Shape(int index) => Input(index).Shape;

    /// <summary>An input's elements if they are known at load, else null; null too where the input is left out.</summary>
    public Tensor? Value(int index) => HasInput(index) ? _inputs[index]!.Value : null;

    /// <summary>
    /// An input's elements, which the output's shape depends on. Where they come from a graph input, the plan is made for the
    /// value that is fed and made again when it changes.
    /// </summary>
    public Tensor RequireValue(int index) => Input(index).Value ?? throw new ValueRequiredException(_node.Inputs[index]);

    /// <summary>An error that names this node, its operator and its input shapes.</summary>
    public ShapeException Error(string rule)
        => new($"Node '{_node.Name}' ({_node.Operator.Type}): {rule}. Inputs: {string.Join(", ", _inputs.Select(i => i?.ToString() ?? "none"))}.");
}
