using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;

namespace CnnVulkan;

/// <summary>What a network is made of and what a run costs: layer by layer, and in total. Needs no GPU.</summary>
/// <param name="Layers">The layers in the order they run, as the file has them: before any are fused.</param>
/// <param name="PlannedPeakBytes">Bytes of activations at the same time as planned: what a run takes besides the weights.</param>
/// <param name="LowerBoundBytes">The least any plan of the same order could do with: the largest set alive at once.</param>
public sealed record ModelSummary(ImmutableArray<LayerSummary> Layers, long PlannedPeakBytes, long LowerBoundBytes)
{
    /// <summary>Trained numbers of all layers.</summary>
    public long Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>Multiply-adds of all layers.</summary>
    public long MultiplyAdds => Layers.Sum(l => l.MultiplyAdds);

    /// <summary>Bytes of all layers' outputs, were none to share memory.</summary>
    public long ActivationBytes => Layers.Sum(l => l.ActivationBytes);

    /// <summary>Works out a network for inputs of given shapes.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputs">The shape of every input, by name.</param>
    /// <param name="precision">How real numbers would be stored.</param>
    /// <param name="limits">The device to plan for; null for the least that every Vulkan device allows.</param>
    /// <exception cref="ShapeException">The shapes do not fit the network, or depend on the elements of an input.</exception>
    public static ModelSummary Of(
        Model model, IReadOnlyDictionary<string, TensorShape> inputs, Precision precision = Precision.Float32, DeviceLimits? limits = null)
    {
        Dictionary<string, TensorInfo> infos = Infos(model, inputs);
        TypedGraph typed = Optimizer.Run(model.Graph, infos, [], optimize: false);
        Plan plan = PlanBuilder.Build(Optimizer.Run(model.Graph, infos, []), limits ?? new DeviceLimits(), precision);
        var counted = new HashSet<string>();
        return new ModelSummary(
            [.. typed.Nodes.Select(n => Summarize(n, typed, model.Graph, counted, precision))], plan.ArenaBytes, plan.LowerBoundBytes);
    }

    /// <summary>Types a network as its file has it.</summary>
    internal static TypedGraph Type(Model model, IReadOnlyDictionary<string, TensorShape> inputs)
        => Optimizer.Run(model.Graph, Infos(model, inputs), [], optimize: false);

    private static Dictionary<string, TensorInfo> Infos(Model model, IReadOnlyDictionary<string, TensorShape> inputs)
        => model.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(ShapeOf(i, inputs), i.ElementType));

    private static TensorShape ShapeOf(GraphInput input, IReadOnlyDictionary<string, TensorShape> inputs)
        => inputs.TryGetValue(input.Name, out TensorShape? shape)
            ? shape
            : input.FixedShape ?? throw new ShapeException($"Input '{input}' has no fixed shape. Give it one.");

    private static LayerSummary Summarize(Node node, TypedGraph typed, Graph graph, HashSet<string> counted, Precision precision)
    {
        TensorInfo[] outputs = [.. node.Outputs.Where(o => o.Length > 0).Select(o => typed.Values[o])];
        TensorInfo[] inputs = [.. node.Inputs.Where(i => i.Length > 0).Select(i => typed.Values[i])];
        // Integers are shapes and axes, not trained; weights that two layers share count once.
        long parameters = node.Inputs.Where(i => graph.Constants.TryGetValue(i, out Tensor? c) && c.ElementType == ElementType.Float32 && counted.Add(i))
            .Sum(i => (long)graph.Constants[i].Shape.Count);
        long bytes = outputs.Sum(o => (long)o.Shape.Count * StorageTypes.Of(o.ElementType, precision).Bytes());
        return new LayerSummary(node.Name, node.Operator.Type, outputs[0].Shape, parameters, node.Operator.MultiplyAdds(inputs, outputs), bytes);
    }
}
