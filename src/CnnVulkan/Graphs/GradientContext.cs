using System.Collections.Immutable;
using CnnVulkan.Tensors;

namespace CnnVulkan.Graphs;

/// <summary>
/// What an operator differentiates its node with: the names of its values, the gradients of its outputs, and a list to add nodes to. What they
/// compute are ordinary values: a gradient has the shape of what it is the gradient of.
/// </summary>
internal sealed class GradientContext
{
    private readonly IGradientTarget _target;
    private readonly Node _node;
    private readonly IReadOnlyDictionary<string, string> _gradients;
    private readonly Dictionary<int, string> _inputGradients = [];

    /// <param name="target">Where the nodes go.</param>
    /// <param name="node">The node.</param>
    /// <param name="gradients">Gradients by the value that they are of.</param>
    internal GradientContext(IGradientTarget target, Node node, IReadOnlyDictionary<string, string> gradients)
    {
        _target = target;
        _node = node;
        _gradients = gradients;
    }

    /// <summary>The gradients that were set, by input.</summary>
    internal IReadOnlyDictionary<int, string> InputGradients => _inputGradients;

    /// <summary>How many inputs the node lists.</summary>
    public int InputCount => _node.Inputs.Length;

    /// <summary>How many outputs the node lists.</summary>
    public int OutputCount => _node.Outputs.Length;

    /// <summary>Whether optional input <paramref name="index"/> is given.</summary>
    public bool HasInput(int index) => index < _node.Inputs.Length && _node.Inputs[index].Length > 0;

    /// <summary>Whether somebody asks for the gradient of an input: a parameter, or something computed from one.</summary>
    public bool Needs(int index) => HasInput(index) && _target.Depends(_node.Inputs[index]);

    /// <summary>The name of an input.</summary>
    public string Input(int index) => HasInput(index) ? _node.Inputs[index] : throw Error($"input {index} is missing");

    /// <summary>The name of an output.</summary>
    public string Output(int index) => _node.Outputs[index];

    /// <summary>Shape, element type and, where they are known at load, the elements of an input.</summary>
    public TensorInfo InputInfo(int index) => _target.Info(Input(index));

    /// <summary>Shape and element type of an output.</summary>
    public TensorInfo OutputInfo(int index) => _target.Info(Output(index));

    /// <summary>What is known of any value, added ones included.</summary>
    public TensorInfo Info(string value) => _target.Info(value);

    /// <summary>The gradient of an output; null where nothing that counts depends on it.</summary>
    public string? Gradient(int output = 0) => output < _node.Outputs.Length ? _gradients.GetValueOrDefault(_node.Outputs[output]) : null;

    /// <summary>Adds a node and returns the name of its only output.</summary>
    /// <param name="what">What it computes, for its name.</param>
    /// <param name="op">Its operator.</param>
    /// <param name="inputs">Names of the values it reads; empty for an optional one left out.</param>
    public string Add(string what, Operator op, params string[] inputs) => Add(what, op, 1, inputs)[0];

    /// <summary>Adds a node and returns the names of its outputs.</summary>
    public ImmutableArray<string> Add(string what, Operator op, int outputs, params string[] inputs) => _target.Add($"{_node.Name}/{what}", op, outputs, inputs);

    /// <summary>Adds a constant and returns its name.</summary>
    public string Constant(string what, Tensor value) => _target.Constant($"{_node.Name}/{what}", value);

    /// <summary>Says what the gradient of an input is; its shape must be the input's. Needed ones alone have to be said.</summary>
    public void Set(int input, string gradient)
    {
        if (!Info(gradient).Shape.Equals(InputInfo(input).Shape))
            throw Error($"the gradient of input {input} was given the shape {Info(gradient).Shape}");
        _inputGradients[input] = gradient;
    }

    /// <summary>An error that names this node, its operator and its input shapes.</summary>
    public ShapeException Error(string rule)
        => new($"Node '{_node.Name}' ({_node.Operator.Type}): {rule}. Inputs: {string.Join(", ", _node.Inputs.Select(i => i.Length == 0 ? "none" : _target.Info(i).ToString()))}.");
}
