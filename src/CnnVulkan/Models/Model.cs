using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan;

/// <summary>
/// A network as loaded: its graph, and, where the model folder says so, what is done to pictures before and what its scores mean.
/// Immutable; one model may serve any number of workers and threads.
/// </summary>
public sealed class Model
{
    /// <summary>Creates a model from a graph made in code.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="name">Its name; the graph's where none is given.</param>
    public Model(Graph graph, string? name = null)
    {
        Graph = graph;
        Name = name ?? graph.Name;
    }

    /// <summary>The network.</summary>
    public Graph Graph { get; }

    /// <summary>The name of the file or folder, or the one given.</summary>
    public string Name { get; }

    /// <summary>The model file; null where the model was not loaded from one.</summary>
    public string? Path { get; init; }

    /// <summary>What is done to a picture before the network sees it; null where the model does not say.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>The names of the classes; null where the model does not say.</summary>
    public Labels? Labels { get; init; }

    /// <summary>What the network is fed with, in the file's order; weights are not among them.</summary>
    public ImmutableArray<GraphInput> Inputs => Graph.Inputs;

    /// <summary>The names of the tensors it produces, in the file's order.</summary>
    public ImmutableArray<string> Outputs => Graph.Outputs;

    /// <summary>The same network with another of its values among its outputs, behind those it has. The value is kept whatever is optimised away.</summary>
    /// <param name="value">The value's name, such as a layer's activations.</param>
    /// <exception cref="ShapeException">There is no such value.</exception>
    public Model AddOutput(string value)
    {
        if (Outputs.Contains(value))
            return this;
        if (Inputs.All(i => i.Name != value) && !Graph.Nodes.Any(n => n.Outputs.Contains(value)))
            throw new ShapeException($"{Name} has no value '{value}'.");
        return new Model(new Graph(Graph.Name, Graph.Inputs, [.. Outputs, value], Graph.Nodes, Graph.Constants), Name) { Path = Path, Preprocessing = Preprocessing, Labels = Labels };
    }

    /// <summary>The name, inputs and outputs in one line.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Inputs)} -> {string.Join(", ", Outputs)}";
}
