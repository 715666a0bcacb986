using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Tuning;

namespace CnnVulkan.Tests.Operators;

/// <summary>How a graph of one node is planned where a test does not leave that to the device.</summary>
/// <param name="Profile">The device.</param>
/// <param name="Layout">How its pictures lie, as they come in and as they go out.</param>
/// <param name="Way">The way it is computed; null for the rule's.</param>
public sealed record Planning(DeviceProfile Profile, Layout Layout = Layout.Nchw, Way? Way = null)
{
    /// <summary>The plan of a graph of one node. It must go the way that was asked for, or it would test another.</summary>
    public Plan Plan(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, Precision precision)
    {
        TypedGraph typed = Planner.Simplify(graph, inputs);
        if (typed.Nodes.Length == 1)
            typed = LayerProbe.Alone(typed, typed.Nodes[0] with { Layouts = LayoutsOf(typed, typed.Nodes[0], precision) });
        Plan plan = new Planner(Profile, precision, Way is null ? null : KernelChoices.Always(Way)).Lower(typed);
        if (Way is not null)
            Assert.All(plan.Dispatches, d => Assert.Equal(Way, d.Way));
        return plan;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Profile.Name}, {Layout}, {Way?.ToString() ?? "the rule's way"}";

    private NodeLayouts LayoutsOf(TypedGraph graph, Node node, Precision precision) => Layout == Layout.Nchw
        ? NodeLayouts.Plain
        : Assert.Single(
            node.Operator.Layouts(new InferenceContext(node, graph.Values, Profile, precision)), offer => offer.Inputs.Contains(Layout) || offer.Outputs.Contains(Layout));
}
