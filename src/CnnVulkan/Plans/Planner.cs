using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Passes;

namespace CnnVulkan.Plans;

/// <summary>
/// Makes plans: types a graph for given inputs, rewrites it, lays it out for a device and lowers it. Each step can be asked for by itself;
/// nothing else puts them together. Needs no GPU.
/// </summary>
/// <param name="profile">The device to plan for.</param>
/// <param name="precision">How real numbers are stored.</param>
/// <param name="choices">What is known of the fastest ways to compute layers; null to go by the operators' rules.</param>
internal sealed class Planner(DeviceProfile profile, Precision precision = Precision.Float32, IKernelChoices? choices = null)
{
    /// <summary>A graph as it was loaded, with the shapes of all values; nodes that nothing needs are gone.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Shape of every input, with the elements where they are at hand.</param>
    /// <param name="keep">Intermediates that must survive besides the outputs.</param>
    /// <exception cref="ShapeException">The inputs do not fit the graph.</exception>
    public static TypedGraph Type(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string>? keep = null)
        => RemoveDeadNodes.Apply(InputPromotion.Type(graph, inputs, keep ?? []));

    /// <summary>The graph in the fewest operators, whatever it runs on.</summary>
    /// <inheritdoc cref="Type" path="/param"/>
    /// <exception cref="ShapeException">The inputs do not fit the graph.</exception>
    public static TypedGraph Simplify(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string>? keep = null)
        => Optimizer.Simplify(Type(graph, inputs, keep));

    /// <summary>The graph as it runs on the device: simplified and laid out, or, where it is not to be optimised, as the file has it.</summary>
    /// <inheritdoc cref="Type" path="/param"/>
    /// <exception cref="ShapeException">The inputs do not fit the graph.</exception>
    public TypedGraph Prepare(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string>? keep = null, bool optimize = true)
        => optimize ? AssignLayouts.Apply(Simplify(graph, inputs, keep), profile, precision) : Type(graph, inputs, keep);

    /// <summary>All steps.</summary>
    /// <inheritdoc cref="Type" path="/param"/>
    /// <exception cref="ShapeException">The inputs do not fit the graph, or something does not fit the device's limits.</exception>
    public Plan Plan(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string>? keep = null, bool optimize = true)
        => Lower(Prepare(graph, inputs, keep, optimize));

    /// <summary>All steps for a graph some of whose inputs stay in memory from run to run.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Shape of every input.</param>
    /// <param name="parameters">Those that stay, each with the output that is written over it; empty for one that is only read.</param>
    /// <exception cref="ShapeException">The inputs do not fit the graph, or a parameter is read after it was written over.</exception>
    public Plan Plan(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, ImmutableDictionary<string, string> parameters)
    {
        TypedGraph typed = Type(graph, inputs);
        typed = new TypedGraph(typed.Inputs, typed.Outputs, typed.Nodes, typed.Values) { Parameters = parameters };
        TypedGraph prepared = AssignLayouts.Apply(Optimizer.Simplify(typed), profile, precision);
        CheckUpdates(prepared);
        return Lower(prepared);
    }

    /// <summary>Whoever reads a parameter must have read it before it is written over; what comes later reads the output.</summary>
    private static void CheckUpdates(TypedGraph graph)
    {
        foreach ((string parameter, string update) in graph.Parameters.Where(p => p.Value.Length > 0))
        {
            bool written = false;
            var views = new HashSet<string> { parameter };
            foreach (Node node in graph.Nodes)
            {
                if (written && node.Inputs.Any(views.Contains))
                    throw new ShapeException($"Node '{node.Name}' reads '{parameter}' after '{update}' was written over it.");
                if (node.Operator is IViewOperator && node.Inputs.Any(views.Contains))
                    views.UnionWith(node.Outputs);
                written |= node.Outputs.Contains(update);
            }
        }
    }

    /// <summary>The last step: a prepared graph as dispatches.</summary>
    /// <exception cref="ShapeException">Something does not fit the device's limits.</exception>
    public Plan Lower(TypedGraph graph) => Builder(graph).Build();

    /// <summary>A plan of calls that no network asks for, such as a probe of the device.</summary>
    /// <param name="name">What its dispatches are listed as.</param>
    /// <param name="values">What the calls work on, by name: what has elements is a constant, the rest they write and can be read after a run.</param>
    /// <param name="calls">Makes the calls, on views of the values.</param>
    /// <exception cref="ShapeException">A value does not fit the device's limits.</exception>
    public Plan OfCalls(string name, IReadOnlyDictionary<string, TensorInfo> values, Func<ILoweringTarget, IEnumerable<ShaderCall>> calls)
        => Builder(new TypedGraph([], [.. values.Where(v => v.Value.Value is null).Select(v => v.Key)], [], values.ToImmutableDictionary())).Build(name, calls);

    /// <summary>What a node would be lowered with, to ask its operator what it could do: as the only node of a graph.</summary>
    public LoweringContext Lowering(TypedGraph graph, Node node)
    {
        PlanBuilder builder = Builder(graph);
        builder.DeclareInputs();
        return new LoweringContext(builder, node, graph.Values);
    }

    private PlanBuilder Builder(TypedGraph graph) => new(graph, profile, precision, choices);
}
