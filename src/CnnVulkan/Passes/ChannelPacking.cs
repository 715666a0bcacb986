using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>
/// Lets convolutions, and what follows them, work on channel-packed pictures, for devices that such pictures suit
/// (<see cref="PackedLayout"/>). A packed value has its name with a suffix; the plain one is made where somebody still reads it.
/// </summary>
internal sealed class ChannelPacking
{
    private readonly TypedGraph _graph;
    private readonly List<Node> _nodes = [];
    private readonly ImmutableDictionary<string, TensorInfo>.Builder _values;
    // The packed form of each value that has one.
    private readonly Dictionary<string, string> _packed = [];
    // Plain values that nobody has written yet: only their packed form exists.
    private readonly HashSet<string> _onlyPacked = [];

    private ChannelPacking(TypedGraph graph)
    {
        _graph = graph;
        _values = graph.Values.ToBuilder();
    }

    public static TypedGraph Apply(TypedGraph graph) => new ChannelPacking(graph).Run();

    private TypedGraph Run()
    {
        foreach (Node node in _graph.Nodes)
        {
            if (PackedForm(node) is { } form)
            {
                AddPacked(node, form);
                continue;
            }
            foreach (string input in node.Inputs)
                Unpack(input);
            _nodes.Add(node);
        }
        foreach (string output in _graph.Outputs)
            Unpack(output);
        return _graph.With(_nodes, _values.ToImmutable());
    }

    /// <summary>The operator that does the same on packed pictures, or null. Only convolutions are worth packing for; the rest goes along.</summary>
    private Operator? PackedForm(Node node)
    {
        switch (node.Operator)
        {
            case Conv { Force: null } conv:
                bool constant = Info(node.Inputs[1]).Value is not null && (node.Inputs.Length < 3 || node.Inputs[2].Length == 0 || Info(node.Inputs[2]).Value is not null);
                bool fits = constant && Info(node.Inputs[0]).Shape.Rank == 4
                    && PackedConv.Fits(ConvGeometry.Of(conv.Window, conv.Group, Info(node.Inputs[0]), Info(node.Inputs[1])));
                return fits ? new PackedConv(conv) : null;
            case MaxPool pool when IsPacked(node.Inputs[0]) && (node.Outputs.Length == 1 || node.Outputs[1].Length == 0):
                return new PackedPool(pool.Window, largest: true);
            case AveragePool pool when IsPacked(node.Inputs[0]):
                return new PackedPool(pool.Window, largest: false, pool.CountPadding);
            case GlobalPool { Function: not GlobalPoolFunction.Lp } pool when IsPacked(node.Inputs[0]):
                return new PackedGlobalPool(pool.Function);
            case LRN { Size: <= PackedLRN.MaxSize } norm when IsPacked(node.Inputs[0]) && Info(node.Inputs[0]).Shape[1] % PackedLayout.Width == 0:
                return new PackedLRN(norm);
            case Activate when IsPacked(node.Inputs[0]):
                return node.Operator;
            case Binary binary when KeepsMissingChannelsFinite(binary) && node.Inputs.All(IsPacked) && node.Inputs.All(i => Info(i).Shape.Equals(Info(node.Outputs[0]).Shape)):
                return node.Operator;
            case Concat concat when node.Inputs.All(IsPacked) && Info(node.Inputs[0]).Shape.NormalizeAxis(concat.Axis) == 1
                && node.Inputs.All(i => Info(i).Shape[1] % PackedLayout.Width == 0):
                return new Concat(1);
            default:
                return null;
        }
    }

    /// <summary>
    /// Convolutions multiply channels past the last by weights of 0, which makes nothing of any number but NaN of infinity and NaN: those
    /// must not arise there, as by dividing 0 by 0. Comparisons have no packed form, truth values being no reals.
    /// </summary>
    private static bool KeepsMissingChannelsFinite(Binary binary)
        => binary.Function is BinaryFunction.Add or BinaryFunction.Sub or BinaryFunction.Mul or BinaryFunction.Min or BinaryFunction.Max;

    private void AddPacked(Node node, Operator form)
    {
        // Weights and bias stay as they are.
        var inputs = node.Inputs.Select((input, i) => form is PackedConv && i is (1 or 2) ? input : Packed(input)).ToImmutableArray();
        string output = node.Outputs[0], packed = NamePacked(output);
        _nodes.Add(new Node(node.Name, form, inputs, [packed]));
        _values[packed] = Info(output) with { Shape = PackedLayout.Pack(Info(output).Shape) };
        _onlyPacked.Add(output);
    }

    private TensorInfo Info(string value) => _graph.Values[value];

    private bool IsPacked(string value) => _packed.ContainsKey(value);

    /// <summary>A name for a value's packed form that no value of the network bears.</summary>
    private string NamePacked(string value)
    {
        string name = value + "/packed";
        while (_values.ContainsKey(name))
            name += "'";
        return _packed[value] = name;
    }

    /// <summary>The name of a value's packed form, made now where there is none.</summary>
    private string Packed(string value)
    {
        if (value.Length == 0)
            return value;
        if (_packed.TryGetValue(value, out string? packed))
            return packed;
        packed = NamePacked(value);
        _nodes.Add(new Node(packed, new PackChannels(), [value], [packed]));
        _values[packed] = Info(value) with { Shape = PackedLayout.Pack(Info(value).Shape), Value = null };
        return packed;
    }

    /// <summary>Makes the plain form of a value where only its packed one exists.</summary>
    private void Unpack(string value)
    {
        if (_onlyPacked.Remove(value))
            _nodes.Add(new Node(value + "/plain", new UnpackChannels(Info(value).Shape[1]), [_packed[value]], [value]));
    }
}
