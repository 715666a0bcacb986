using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>
/// Reverse-mode differentiation: walks a typed graph backwards and lets each operator add the nodes that compute the gradients of its inputs
/// from those of its outputs. Where several nodes read a value its gradients are added up. What comes out is a graph like any other, to be
/// simplified, laid out and planned.
/// </summary>
internal sealed class GradientGraph : IGradientTarget
{
    private readonly TypedGraph _graph;
    private readonly Dictionary<string, TensorInfo> _values;
    private readonly List<Node> _added = [];
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly HashSet<string> _depends;
    private readonly Dictionary<string, string> _gradients = [];

    /// <param name="graph">The forward graph, typed but not simplified.</param>
    /// <param name="parameters">The values to differentiate with respect to: inputs, or values of no node that needs differentiating.</param>
    public GradientGraph(TypedGraph graph, IReadOnlyCollection<string> parameters)
    {
        _graph = graph;
        _values = graph.Values.ToDictionary(v => v.Key, v => v.Value);
        _depends = [.. parameters];
        foreach (Node node in graph.Nodes)
        {
            if (node.Inputs.Any(_depends.Contains))
                _depends.UnionWith(node.Outputs.Where(o => o.Length > 0));
        }
        Parameters = [.. parameters];
    }

    private HashSet<string> Parameters { get; }

    /// <summary>The nodes that were added, behind those of the forward graph.</summary>
    public IReadOnlyList<Node> Nodes => _added;

    /// <summary>The constants that were added.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants => _constants;

    /// <summary>Differentiates.</summary>
    /// <param name="seeds">Where it begins: gradients, values of the graph, by the value that they are of.</param>
    /// <returns>The gradient of each parameter that a seed depends on, by the parameter's name.</returns>
    /// <exception cref="ShapeException">An operator on the way has no gradient.</exception>
    public IReadOnlyDictionary<string, string> Run(IReadOnlyDictionary<string, string> seeds)
    {
        var parts = seeds.ToDictionary(s => s.Key, s => new List<string> { s.Value });
        foreach (Node node in _graph.Nodes.Reverse())
        {
            // What writes a parameter is where it comes from: that is not differentiated.
            if (node.Outputs.Any(Parameters.Contains) || !node.Inputs.Any(_depends.Contains))
                continue;
            foreach (string output in node.Outputs)
                Gather(output, parts);
            if (!node.Outputs.Any(_gradients.ContainsKey))
                continue;
            var context = new GradientContext(this, node, _gradients);
            node.Operator.Differentiate(context);
            for (int i = 0; i < node.Inputs.Length; i++)
            {
                if (!context.Needs(i) || !context.InputGradients.TryGetValue(i, out string? gradient))
                    continue;
                if (!parts.TryGetValue(node.Inputs[i], out List<string>? list))
                    parts[node.Inputs[i]] = list = [];
                list.Add(gradient);
            }
        }
        var result = new Dictionary<string, string>();
        foreach (string parameter in Parameters)
        {
            Gather(parameter, parts);
            if (_gradients.TryGetValue(parameter, out string? gradient))
                result[parameter] = gradient;
        }
        return result;
    }

    public bool Depends(string value) => _depends.Contains(value);

    public TensorInfo Info(string value) => _values[value];

    public string Constant(string wish, Tensor value)
    {
        string name = Unique(wish);
        _constants[name] = value;
        _values[name] = TensorInfo.Of(value);
        return name;
    }

    public ImmutableArray<string> Add(string wish, Operator op, int outputs, params string[] inputs)
    {
        string name = Unique(wish);
        ImmutableArray<string> names = [.. Enumerable.Range(0, outputs).Select(i => i == 0 ? name : $"{name}/{i}")];
        var node = new Node(name, op, [.. inputs], names);
        TensorInfo[] infos = op.Infer(new InferenceContext(node, _values));
        for (int i = 0; i < outputs; i++)
            _values[names[i]] = infos[i] with { Value = null };
        _added.Add(node);
        return names;
    }

    /// <summary>Adds up what the readers of a value say of its gradient, in a fixed order.</summary>
    private void Gather(string value, Dictionary<string, List<string>> parts)
    {
        if (value.Length == 0 || _gradients.ContainsKey(value) || !parts.TryGetValue(value, out List<string>? list))
            return;
        string sum = list[0];
        foreach (string next in list.Skip(1))
            sum = Add($"{value}/gradient", new Binary(BinaryFunction.Add), 1, sum, next)[0];
        _gradients[value] = sum;
    }

    private string Unique(string wish)
    {
        string name = wish;
        for (int i = 2; _values.ContainsKey(name); i++)
            name = $"{wish}_{i}";
        return name;
    }
}
