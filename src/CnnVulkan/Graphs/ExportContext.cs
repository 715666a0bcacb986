using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Graphs;

/// <summary>What an operator sees of its node when it describes itself for a file.</summary>
internal sealed class ExportContext
{
    /// <summary>Axes count from the end only from this operator set on, but for the operators whose default axis is -1.</summary>
    private const int NegativeAxesSince = 11;

    private readonly Node _node;
    private readonly IReadOnlyDictionary<string, TensorInfo> _known;

    /// <param name="node">The node.</param>
    /// <param name="opset">The version of ONNX's operator set the file is in.</param>
    /// <param name="known">What is known of values by name: constants, and shapes where all inputs have fixed ones.</param>
    public ExportContext(Node node, int opset, IReadOnlyDictionary<string, TensorInfo> known)
    {
        _node = node;
        Opset = opset;
        _known = known;
    }

    public int Opset { get; }

    public int OutputCount => _node.Outputs.Length;

    public bool HasInput(int index) => index < _node.Inputs.Length && _node.Inputs[index].Length > 0;

    public bool HasOutput(int index) => index < _node.Outputs.Length && _node.Outputs[index].Length > 0;

    /// <summary>What is known of an input; null where nothing is.</summary>
    public TensorInfo? Info(int index) => HasInput(index) ? _known.GetValueOrDefault(_node.Inputs[index]) : null;

    /// <summary>An input's elements where they are known.</summary>
    public Tensor? Value(int index) => Info(index)?.Value;

    /// <summary>Starts the description of an operator that ONNX has from one operator set on.</summary>
    public NodeDescription Describe(string type, int since = 1)
    {
        Require(since, type);
        return new NodeDescription(type);
    }

    /// <summary>Refuses operator sets that do not have something yet.</summary>
    public void Require(int since, string what)
    {
        if (Opset < since)
            throw Refuse($"{what} needs operator set {since} or later");
    }

    /// <summary>Refuses operator sets that no longer have something.</summary>
    public void RequireUpTo(int last, string what)
    {
        if (Opset > last)
            throw Refuse($"{what} needs operator set {last} or earlier");
    }

    /// <summary>Refuses operators that passes have moved an activation into.</summary>
    public void RequireUnfused(Activation activation)
    {
        if (activation.Function != ActivationFunction.None)
            throw Refuse($"{activation.Function} was moved into it; write the graph as it was before it was optimised");
    }

    /// <summary>An axis for an attribute.</summary>
    public int Axis(int axis)
    {
        if (axis < 0)
            Require(NegativeAxesSince, $"the axis {axis}");
        return axis;
    }

    /// <summary>A list that is an attribute up to an operator set, and an input from it on; the node may have it in either form.</summary>
    /// <param name="node">The description it becomes a part of.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="own">The attribute form's value; default where the node has the input form, or neither.</param>
    /// <param name="index">The input's position.</param>
    /// <param name="inputSince">The first operator set that takes it as an input.</param>
    public void AddList(NodeDescription node, string name, ImmutableArray<int> own, int index, int inputSince)
    {
        bool isInput = HasInput(index);
        if (Opset >= inputSince)
        {
            if (!isInput && !own.IsDefault)
                node.SetInput(index, name, TensorFactory.Longs(own));
            return;
        }
        node[name] = isInput ? RequireValue(node, index, name, inputSince).ToInt32Array().ToImmutableArray() : own;
    }

    /// <summary>A known input that moves out of the inputs.</summary>
    public Tensor RequireValue(NodeDescription node, int index, string name, int inputSince)
    {
        Tensor value = Value(index) ?? throw Refuse($"'{name}' is computed, which needs operator set {inputSince} or later");
        node.LeaveOut(index);
        return value;
    }

    /// <summary>Says why the operator cannot be written.</summary>
    public NotSupportedException Refuse(string reason) => new(reason);
}
