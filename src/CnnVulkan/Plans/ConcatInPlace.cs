using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Plans;

/// <summary>
/// Lets the nodes before a concatenation write straight into its output, where their parts are contiguous there: along the outermost
/// axis that is not 1, which for pictures of batch 1 is the channels (Inception, Fire).
/// </summary>
internal static class ConcatInPlace
{
    public static void Assign(TypedGraph graph, PlanBuilder plan)
    {
        Dictionary<string, Node> writers = graph.Nodes.SelectMany(n => n.Outputs.Select(o => (o, n))).Where(p => p.o.Length > 0)
            .ToDictionary(p => p.o, p => p.n);
        // A value that two concatenations hold, or one twice, can live in only one place; the others copy it.
        var claimed = new HashSet<string>(graph.Outputs);
        // Backwards: an outer concatenation gives the inner one its place first.
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (node.Operator is not Concat concat)
                continue;
            TensorShape shape = graph.Values[node.Outputs[0]].Shape;
            int axis = shape.NormalizeAxis(concat.Axis);
            if (shape.CountOf(0, axis) != 1)
                continue;
            TensorView whole = plan.AllocateOutput(node.Outputs[0]);
            int start = 0;
            foreach (string input in node.Inputs)
            {
                TensorInfo part = graph.Values[input];
                if (writers.TryGetValue(input, out Node? writer) && WritesItsOwnMemory(writer) && claimed.Add(input))
                    plan.SetView(input, whole.Part(start, part.Shape));
                start += part.Shape.Count;
            }
        }
    }

    /// <summary>Operators that may name their output as a view of an input have no memory to move.</summary>
    private static bool WritesItsOwnMemory(Node writer) => writer.Operator is not IViewOperator;
}
