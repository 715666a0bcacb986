using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>
/// Chooses for each node one of the layouts its operator offers, such that the bytes moved by conversions between them are the fewest, and puts a
/// <see cref="ChangeLayout"/> where a value is read in another layout than it is written in: once per value, however many read it.
/// </summary>
/// <remarks>
/// Nodes that can compute either way are on one side of a cut through the network or on the other, and each value that crosses it costs what
/// its conversion moves: the minimum cut is the choice with the fewest bytes. Of cuts that cost the same the one closest to the outputs is taken.
/// </remarks>
internal sealed class AssignLayouts
{
    private readonly TypedGraph _graph;
    private readonly Layout _layout;
    private readonly IReadOnlyList<NodeLayouts>[] _offers;

    private AssignLayouts(TypedGraph graph, DeviceProfile device, Precision precision, Layout layout)
    {
        _graph = graph;
        _layout = layout;
        _offers = [.. graph.Nodes.Select(n => n.Operator.Layouts(new InferenceContext(n, graph.Values, device, precision)))];
    }

    /// <param name="graph">The graph, all plain.</param>
    /// <param name="device">What it will run on.</param>
    /// <param name="precision">How real numbers will be stored.</param>
    public static TypedGraph Apply(TypedGraph graph, DeviceProfile device, Precision precision) => new AssignLayouts(graph, device, precision, Layout.Nc4hw).Run();

    private TypedGraph Run() => Convert(Choose());

    /// <summary>For each node the offer that is taken.</summary>
    private NodeLayouts[] Choose()
    {
        int count = _graph.Nodes.Length;
        var cut = new MinimumCut();
        // The network's inputs, constants and outputs are plain, as are nodes that offer nothing else.
        for (int i = 0; i < count; i++)
            cut.AddNode();
        for (int i = 0; i < count; i++)
        {
            bool plain = _offers[i].Any(o => !Uses(o)), other = _offers[i].Any(Uses);
            if (!other)
                cut.Fix(i, source: false);
            else if (!plain)
                cut.Fix(i, source: true);
        }
        // Bytes decide; between equal ones the later conversion, and no sum of those small terms may outweigh a byte.
        long unit = 2L * (count + 1) * (count + 1);
        var readers = Readers();
        for (int i = -1; i < count; i++)
        {
            foreach ((string value, int output) in Written(i))
            {
                if (readers.TryGetValue(value, out List<(int Node, int Input)>? reading) && Offers(i, output, reading))
                    AddValue(cut, i, reading.Select(r => r.Node), Math.Min(ChangeLayout.Cost(_graph.Values[value]), MinimumCut.Infinite / unit / 2) * unit + (count - i));
            }
        }
        bool[] source = cut.Solve();
        return [.. _offers.Select((offers, i) => offers.First(o => Uses(o) == source[i]))];
    }

    /// <summary>A value costs one conversion if any of those that read it is on the other side than the node that writes it.</summary>
    private static void AddValue(MinimumCut cut, int writer, IEnumerable<int> readers, long cost)
    {
        int anyOther = cut.AddNode(), anyPlain = cut.AddNode();
        foreach (int reader in readers)
        {
            if (reader < 0)
                cut.Fix(anyPlain, source: false);
            else
            {
                cut.AddEdge(reader, anyOther, MinimumCut.Infinite);
                cut.AddEdge(anyPlain, reader, MinimumCut.Infinite);
            }
        }
        if (writer < 0)
        {
            cut.AddSinkEdge(anyOther, cost);
            return;
        }
        cut.AddEdge(anyOther, writer, cost);
        cut.AddEdge(writer, anyPlain, cost);
    }

    private bool Uses(NodeLayouts offer) => offer.Inputs.Contains(_layout) || offer.Outputs.Contains(_layout);

    /// <summary>Whether the layout of a value follows the choice of the nodes around it: weights are plain whatever a convolution's pictures are.</summary>
    private bool Offers(int writer, int output, List<(int Node, int Input)> readers)
        => (writer >= 0 && _offers[writer].Any(o => o.Output(output) == _layout)) || readers.Any(r => r.Node >= 0 && _offers[r.Node].Any(o => o.Input(r.Input) == _layout));

    /// <summary>What a node writes; of -1 what comes from outside.</summary>
    private IEnumerable<(string Value, int Output)> Written(int node) => node >= 0
        ? _graph.Nodes[node].Outputs.Select((o, i) => (o, i)).Where(o => o.o.Length > 0)
        : _graph.Inputs.Concat(_graph.Values.Where(v => v.Value.Value is not null).Select(v => v.Key)).Select(v => (v, 0));

    /// <summary>Who reads each value in a layout of its choice; node -1 is whoever reads the network's outputs.</summary>
    private Dictionary<string, List<(int Node, int Input)>> Readers()
    {
        var readers = new Dictionary<string, List<(int, int)>>();
        void Add(string value, int node, int input)
        {
            if (!readers.TryGetValue(value, out List<(int, int)>? list))
                readers[value] = list = [];
            list.Add((node, input));
        }
        for (int i = 0; i < _graph.Nodes.Length; i++)
        {
            for (int input = 0; input < _graph.Nodes[i].Inputs.Length; input++)
            {
                // A convolution's weights do not follow its pictures.
                if (_graph.Nodes[i].Inputs[input].Length > 0 && (_offers[i].All(o => !Uses(o)) || _offers[i].Any(o => o.Input(input) == _layout)))
                    Add(_graph.Nodes[i].Inputs[input], i, input);
            }
        }
        foreach (string output in _graph.Outputs)
            Add(output, -1, 0);
        return readers;
    }

    private TypedGraph Convert(NodeLayouts[] chosen)
    {
        var nodes = new List<Node>();
        ImmutableDictionary<string, TensorInfo>.Builder values = _graph.Values.ToBuilder();
        var there = new HashSet<(string, Layout)>();
        void Need(string value, Layout layout)
        {
            if (value.Length == 0 || values[value].Layout == layout || !there.Add((value, layout)))
                return;
            nodes.Add(new Node(value, new ChangeLayout(values[value].Layout, layout), [value], [value])
            {
                Layouts = new NodeLayouts([values[value].Layout], [layout]),
            });
        }
        for (int i = 0; i < chosen.Length; i++)
        {
            Node node = _graph.Nodes[i] with { Layouts = chosen[i] };
            for (int input = 0; input < node.Inputs.Length; input++)
                Need(node.Inputs[input], node.Layouts.Input(input));
            nodes.Add(node);
            for (int output = 0; output < node.Outputs.Length; output++)
            {
                if (node.Outputs[output].Length > 0)
                    values[node.Outputs[output]] = values[node.Outputs[output]] with { Layout = node.Layouts.Output(output) };
            }
        }
        foreach (string output in _graph.Outputs)
            Need(output, Layout.Nchw);
        return _graph.With(nodes, values.ToImmutable());
    }
}
