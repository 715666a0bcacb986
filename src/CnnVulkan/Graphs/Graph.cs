using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>A network: nodes in an order in which every value is written before it is read, and the constants they use. Immutable.</summary>
public sealed class Graph
{
    /// <summary>Creates a graph and checks that it is whole.</summary>
    /// <exception cref="ModelFormatException">
    /// A value is written twice, or read but never written, or an output is missing, or the nodes form a cycle.
    /// </exception>
    public Graph(
        string name,
        IEnumerable<GraphInput> inputs,
        IEnumerable<string> outputs,
        IEnumerable<Node> nodes,
        IReadOnlyDictionary<string, Tensor> constants)
    {
        Name = name;
        Inputs = [.. inputs];
        Outputs = [.. outputs];
        Constants = constants;
        Nodes = TopologicalSort.Run(name, [.. nodes], Inputs.Select(i => i.Name).Concat(constants.Keys));
        var known = new HashSet<string>(Inputs.Select(i => i.Name).Concat(constants.Keys).Concat(Nodes.SelectMany(n => n.Outputs)));
        string[] missing = Outputs.Where(o => !known.Contains(o)).ToArray();
        if (missing.Length > 0)
            throw new ModelFormatException($"Graph '{name}': no node writes the output{(missing.Length > 1 ? "s" : "")} '{string.Join("', '", missing)}'.");
    }

    /// <summary>The graph's name; empty where the file gives none.</summary>
    public string Name { get; }

    /// <summary>What it is fed with, in the file's order.</summary>
    public ImmutableArray<GraphInput> Inputs { get; }

    /// <summary>The names of the values it produces, in the file's order.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>The nodes, every value written before it is read.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>Weights and other known values, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants { get; }

    /// <summary>One line per input, node and output.</summary>
    public override string ToString() => string.Join('\n', Inputs.Select(i => $"input {i}").Concat(Nodes.Select(n => n.ToString())).Concat(Outputs.Select(o => $"output {o}")));

    /// <summary>Checks that a tensor can be an input. A loop, because a lambda would allocate in every frame.</summary>
    /// <exception cref="ShapeException">There is no such input, or it takes none of that type and shape.</exception>
    internal void CheckInput(string name, ElementType elementType, TensorShape shape)
    {
        foreach (GraphInput input in Inputs)
        {
            if (input.Name != name)
                continue;
            input.Check(elementType, shape);
            return;
        }
        throw new ShapeException($"The network has no input '{name}'. It has: {string.Join("; ", Inputs)}.");
    }
}
