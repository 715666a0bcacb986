using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan;

/// <summary>What a network is made of and what a run costs: layer by layer, and in total. Needs no GPU.</summary>
/// <param name="Layers">The layers in the order they run, as the file has them: before any are fused.</param>
/// <param name="PlannedPeakBytes">Bytes of activations at the same time as planned: what a run takes besides the weights.</param>
/// <param name="LowerBoundBytes">The least any plan of the same order could do with: the largest set alive at once.</param>
public sealed record ModelSummary(ImmutableArray<LayerSummary> Layers, long PlannedPeakBytes, long LowerBoundBytes)
{
    /// <summary>All layers together; activations as if none shared memory.</summary>
    public LayerCost Total { get; } = LayerCost.Sum(Layers.Select(l => l.Cost));

    /// <summary>Works out a network for inputs of given shapes.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputs">The shape of every input, by name.</param>
    /// <param name="precision">How real numbers would be stored.</param>
    /// <param name="profile">The device to plan for; null for the least that every Vulkan device allows.</param>
    /// <exception cref="ShapeException">The shapes do not fit the network, or depend on the elements of an input.</exception>
    public static ModelSummary Of(
        Model model, IReadOnlyDictionary<string, TensorShape> inputs, Precision precision = Precision.Float32, DeviceProfile? profile = null)
    {
        TypedGraph typed = Type(model, inputs);
        Plan plan = new Planner(profile ?? new DeviceProfile(), precision).Plan(model.Graph, Infos(model, inputs));
        IReadOnlyDictionary<string, ReceptiveField> fields = ReceptiveFields.Of(typed, picture: null);
        var counted = new HashSet<string>();
        return new ModelSummary([.. typed.Nodes.Select(n => Summarize(n, typed, fields, counted, precision))], plan.ArenaBytes, plan.LowerBoundBytes);
    }

    /// <summary>Types a network as its file has it.</summary>
    internal static TypedGraph Type(Model model, IReadOnlyDictionary<string, TensorShape> inputs)
        => Planner.Type(model.Graph, Infos(model, inputs));

    private static Dictionary<string, TensorInfo> Infos(Model model, IReadOnlyDictionary<string, TensorShape> inputs)
        => model.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(ShapeOf(i, inputs), i.ElementType));

    private static TensorShape ShapeOf(GraphInput input, IReadOnlyDictionary<string, TensorShape> inputs)
        => inputs.TryGetValue(input.Name, out TensorShape? shape)
            ? shape
            : input.FixedShape ?? throw new ShapeException($"Input '{input}' has no fixed shape. Give it one.");

    private static LayerSummary Summarize(
        Node node, TypedGraph typed, IReadOnlyDictionary<string, ReceptiveField> fields, HashSet<string> counted, Precision precision)
    {
        string[] written = [.. node.Outputs.Where(o => o.Length > 0)];
        TensorInfo[] outputs = [.. written.Select(o => typed.Values[o])];
        TensorInfo[] inputs = [.. node.Inputs.Where(i => i.Length > 0).Select(i => typed.Values[i])];
        var parameters = new long[(int)ParameterRole.Setting + 1];
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            // Integers are shapes and axes, not trained; weights that two layers share count once.
            if (typed.Values.TryGetValue(node.Inputs[i], out TensorInfo? input) && input is { ElementType: ElementType.Float32, Value: not null }
                && counted.Add(node.Inputs[i]))
                parameters[(int)node.Operator.RoleOf(i)] += input.Shape.Count;
        }
        long stored = parameters.Sum() - parameters[(int)ParameterRole.Setting];
        var cost = new LayerCost(
            parameters[(int)ParameterRole.Weight], parameters[(int)ParameterRole.Bias],
            stored * StorageTypes.Of(ElementType.Float32, precision).Bytes(),
            node.Operator.MultiplyAdds(inputs, outputs), node.Operator.Operations(inputs, outputs),
            outputs.Sum(o => (long)o.Shape.Count), outputs.Sum(o => (long)o.Shape.Count * StorageTypes.Of(o.ElementType, precision).Bytes()));
        return new LayerSummary(node.Name, node.Operator.Type, node.Operator.WindowText(inputs), outputs[0].Shape, cost, fields.GetValueOrDefault(written[0]));
    }
}
