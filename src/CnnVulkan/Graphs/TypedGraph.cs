using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>A graph for inputs of known shapes: every value's shape and element type is known. Passes rewrite it.</summary>
internal sealed class TypedGraph
{
    internal TypedGraph(
        ImmutableArray<string> inputs,
        ImmutableArray<string> outputs,
        ImmutableArray<Node> nodes,
        ImmutableDictionary<string, TensorInfo> values)
    {
        Inputs = inputs;
        Outputs = outputs;
        Nodes = nodes;
        Values = values;
    }

    /// <summary>Names of the values fed at run time.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>Names of the values produced, and of the intermediates to keep.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>
    /// Inputs that lie in memory of their own and stay from run to run, with the output that is written over each at a run's end; empty for
    /// one that is only read.
    /// </summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The nodes, every value written before it is read.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>What is known of each value by name; constants carry their elements.</summary>
    public ImmutableDictionary<string, TensorInfo> Values { get; }

    internal TypedGraph With(IEnumerable<Node> nodes, ImmutableDictionary<string, TensorInfo>? values = null)
        => new(Inputs, Outputs, [.. nodes], values ?? Values) { Parameters = Parameters };

    /// <summary>How many nodes read each value; an output counts as one reader more.</summary>
    internal Dictionary<string, int> CountReaders()
    {
        var readers = new Dictionary<string, int>();
        foreach (string name in Nodes.SelectMany(n => n.Inputs).Concat(Outputs))
            readers[name] = readers.GetValueOrDefault(name) + 1;
        return readers;
    }

    /// <summary>One line per node, with the output's shape.</summary>
    public override string ToString() => string.Join('\n', Nodes.Select(n => $"{n} : {string.Join(", ", n.Outputs.Where(o => o.Length > 0).Select(o => Values[o]))}"));
}
