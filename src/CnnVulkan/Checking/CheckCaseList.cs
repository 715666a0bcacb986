using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan.Checking;

/// <summary>Gathers cases for a device: each operator in every layout that it offers there, and by every algorithm.</summary>
/// <param name="profile">The device, as if nothing were wrong with it.</param>
/// <param name="precision">How reals are stored.</param>
internal sealed class CheckCaseList(DeviceProfile profile, Precision precision)
{
    /// <summary>Among the tiles of an algorithm beside its rule's: one whose sums are split is another kernel.</summary>
    private const int OtherSplits = 4;

    private readonly List<CheckCase> _cases = [];
    private readonly Planner _planner = new(profile, precision);
    // Cases that read the same tensor in the same layout read it in the same place.
    private readonly Dictionary<(Tensor, Layout), string> _inputs = [];

    public IReadOnlyList<CheckCase> Cases => _cases;

    public DeviceProfile Profile { get; } = profile;

    /// <summary>Adds an operator by every algorithm, or by those named.</summary>
    /// <param name="operation">The family.</param>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs; null where one is left out.</param>
    /// <param name="expected">What must come out; null where an output is not asked for.</param>
    /// <param name="constants">Which inputs are known at load, as weights are.</param>
    /// <param name="algorithms">The algorithms to check; null for all.</param>
    /// <param name="preparation">The shader to check instead, which prepares what the algorithms compute; null for none.</param>
    public void Add(
        string operation, Operator op, Tensor?[] inputs, Tensor?[] expected, int[]? constants = null, string[]? algorithms = null, string? preparation = null)
    {
        Node plain = NodeOf(op, inputs, expected, constants ?? [], NodeLayouts.Plain);
        var context = new InferenceContext(plain, ValuesOf(plain, inputs, expected, constants ?? []), Profile, precision);
        List<NodeLayouts> layouts = [.. op.Layouts(context)];
        // Where a convolution can be laid out otherwise it says only that; before a plain value it is computed plain.
        if (op is Conv && layouts.All(l => !l.Inputs.IsEmpty))
            layouts.Add(NodeLayouts.Plain);
        foreach (NodeLayouts layout in layouts)
            AddLaidOut(operation, op, inputs, expected, constants ?? [], layout, algorithms, preparation);

    }

    private void AddLaidOut(string operation, Operator op, Tensor?[] inputs, Tensor?[] expected, int[] constants, NodeLayouts layouts, string[]? algorithms, string? preparation)
    {
        Node node = NodeOf(op, inputs, expected, constants, layouts);
        CheckCase one = CaseOf(operation, node, inputs, expected, constants);
        if (op is not ITunable tunable)
        {
            _cases.Add(one);
            return;
        }
        IReadOnlyList<Way> ways = tunable.Ways(_planner.Lowering(one.Graph, node));
        if (preparation is not null)
        {
            _cases.Add(one with { Preparation = preparation, Way = ways[0] });
            return;
        }
        foreach (IGrouping<string, Way> algorithm in ways.GroupBy(w => w.Algorithm))
        {
            if (algorithms is not null && !algorithms.Contains(algorithm.Key))
                continue;
            foreach (Way way in algorithm.Take(1).Concat(algorithm.Where(w => w.Tile.Splits == OtherSplits).Take(1)).Distinct())
            {
                // Each is a node of its own, with outputs of its own.
                Node alone = NodeOf(op, inputs, expected, constants, layouts);
                _cases.Add(CaseOf(operation, alone, inputs, expected, constants) with { Algorithm = algorithm.Key, Way = way });
            }
        }
    }

    private CheckCase CaseOf(string operation, Node node, Tensor?[] inputs, Tensor?[] expected, int[] constants)
    {
        StorageType type = StorageTypes.Of(inputs[0]!.ElementType, precision);
        return new CheckCase
        {
            Operation = operation,
            Variant = type.Variant() + (node.Layouts.Input(0) == Layout.Nc4hw ? "_nc4hw" : ""),
            Node = node,
            Values = ValuesOf(node, inputs, expected, constants),
            Inputs = Enumerable.Range(0, inputs.Length).Where(i => inputs[i] is not null && !constants.Contains(i))
                .GroupBy(i => node.Inputs[i]).ToImmutableDictionary(g => g.Key, g => inputs[g.First()]!),
            Expected = Enumerable.Range(0, expected.Length).Where(i => expected[i] is not null).ToImmutableDictionary(i => node.Outputs[i], i => expected[i]!),
        };
    }

    private Node NodeOf(Operator op, Tensor?[] inputs, Tensor?[] expected, int[] constants, NodeLayouts layouts)
    {
        string name = $"case{_cases.Count}";
        return new Node(
            name,
            op,
            [.. inputs.Select((t, i) => t is null ? "" : constants.Contains(i) ? $"{name}/constant{i}" : NameOf(t, layouts.Input(i)))],
            [.. expected.Select((t, i) => t is null ? "" : $"{name}/output{i}")])
        {
            Layouts = layouts,
        };
    }

    private ImmutableDictionary<string, TensorInfo> ValuesOf(Node node, Tensor?[] inputs, Tensor?[] expected, int[] constants)
    {
        ImmutableDictionary<string, TensorInfo>.Builder values = ImmutableDictionary.CreateBuilder<string, TensorInfo>();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { } input)
                values[node.Inputs[i]] = new TensorInfo(input.Shape, input.ElementType, constants.Contains(i) ? input : null) { Layout = node.Layouts.Input(i) };
        }
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] is { } output)
                values[node.Outputs[i]] = new TensorInfo(output.Shape, output.ElementType) { Layout = node.Layouts.Output(i) };
        }
        return values.ToImmutable();
    }

    private string NameOf(Tensor tensor, Layout layout)
    {
        if (!_inputs.TryGetValue((tensor, layout), out string? name))
            _inputs[(tensor, layout)] = name = $"input{_inputs.Count}";
        return name;
    }
}
