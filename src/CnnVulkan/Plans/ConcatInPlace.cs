using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Plans;

/// <summary>
/// Lets the nodes before a concatenation write straight into its output, where their parts are contiguous there: along the outermost
/// axis that is not 1, which for pictures of batch 1 is the channels (Inception, Fire).
/// </summary>
internal static class ConcatInPlace
{
    public static void Assign(TypedGraph graph, PlanBuilder plan)
    {
        Dictionary<(string, Layout), Node> writers = graph.Nodes.SelectMany(n => n.Outputs.Select((o, i) => (Value: (o, n.Layouts.Output(i)), Node: n)))
            .Where(w => w.Value.o.Length > 0).ToDictionary(w => w.Value, w => w.Node);
        // A value that two concatenations hold, or one twice, can live in only one place; the others copy it.
        var claimed = new HashSet<(string, Layout)>(graph.Outputs.Select(o => (o, Layout.Nchw)));
        // Backwards: an outer concatenation gives the inner one its place first.
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (node.Operator.ConcatenationAxis is not { } along)
                continue;
            TensorShape shape = graph.Values[node.Outputs[0]].Shape;
            int axis = shape.NormalizeAxis(along);
            if (shape.CountOf(0, axis) != 1)
                continue;
            Layout layout = node.Layouts.Output(0);
            TensorView whole = plan.AllocateOutput(node.Outputs[0], layout);
            int start = 0;
            foreach (string input in node.Inputs)
            {
                TensorInfo part = graph.Values[input];
                if (writers.TryGetValue((input, layout), out Node? writer) && WritesItsOwnMemory(writer) && claimed.Add((input, layout)))
                    plan.SetView(input, layout, whole.Part(start, part.Shape));
                start += layout.Count(part.Shape);
            }
        }
    }

    /// <summary>Operators that may name their output as a view of an input have no memory to move.</summary>
    private static bool WritesItsOwnMemory(Node writer) => writer.Operator is not IViewOperator;
}
