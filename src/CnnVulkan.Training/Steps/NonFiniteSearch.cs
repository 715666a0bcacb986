using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>Finds where a step first computes what is no number: runs it with every value kept, and changes nothing.</summary>
internal static class NonFiniteSearch
{
    /// <summary>The first node, in the order in which they run, that gives a value that is not finite; null where none does.</summary>
    public static string? Run(TrainingGraph training, VisionDevice device, ParameterStore store, Tensor<float> pictures, Tensor<float> targets, int[] seed)
    {
        if (pictures.Data.Any(x => !float.IsFinite(x)))
            return "the pictures themselves";
        Graph graph = training.Graph;
        // The update is left out: it is what must not happen.
        Node[] nodes = [.. graph.Nodes.TakeWhile(n => !n.Outputs.Contains(TrainingGraph.Norm))];
        string[] values = [.. nodes.Where(n => n.Operator is not ParameterPart).SelectMany(n => n.Outputs).Where(o => o.Length > 0)];
        var read = new HashSet<string>(nodes.SelectMany(n => n.Inputs));
        var kept = new Graph(graph.Name, graph.Inputs.Where(i => read.Contains(i.Name)), values, nodes, graph.Constants);
        using var worker = new Worker(kept, device, new WorkerOptions { Optimize = false });
        foreach (GraphInput input in kept.Inputs)
            worker.SetInput(input.Name, Value(input.Name));
        worker.Schedule();
        foreach (Node node in nodes)
        {
            foreach (string output in node.Outputs.Where(values.Contains))
            {
                if (worker.PeekOutput(output).Readback() is Tensor<float> result && result.Data.Any(x => !float.IsFinite(x)))
                    return node.Name;
            }
        }
        return null;

        Tensor Value(string name) => name switch
        {
            TrainingGraph.Targets => targets,
            TrainingGraph.Seed => new Tensor<int>(new TensorShape(2), seed),
            _ when name == training.Data => pictures,
            _ => new Tensor<float>(training.Inputs[name].Shape, store.Read(name)),
        };
    }
}
