using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

/// <summary>Graphs of a single node, to ask an operator about itself without a GPU.</summary>
internal static class OperatorProbe
{
    /// <summary>The operator a file's node makes.</summary>
    public static Operator Create(string type, int opset, int inputs = 1, params (string Name, object Value)[] attributes)
        => OperatorCatalog.Factories[type](new NodeAttributes("n", opset, inputs, 1, attributes.ToDictionary(a => a.Name, a => a.Value)));

    /// <summary>An unknown tensor of reals.</summary>
    public static TensorInfo Reals(params int[] shape) => new(new TensorShape(shape), ElementType.Float32);

    /// <summary>An unknown tensor of 64-bit integers.</summary>
    public static TensorInfo Longs(params int[] shape) => new(new TensorShape(shape), ElementType.Int64);

    /// <summary>Shapes and types of the outputs.</summary>
    public static TensorInfo[] Infer(Operator op, params TensorInfo?[] inputs) => op.Infer(Context(op, inputs, 1));

    /// <summary>The outputs computed on the CPU, or null.</summary>
    public static Tensor[]? Evaluate(Operator op, params Tensor?[] inputs)
        => op.Evaluate(Context(op, [.. inputs.Select(i => i is null ? null : TensorInfo.Of(i))], 1));

    /// <summary>The plan of a graph of this one node; inputs with elements are constants.</summary>
    public static Plan Lower(Operator op, int outputs, params TensorInfo?[] inputs) => Lower(op, new DeviceLimits(), outputs, inputs);

    /// <summary>The same on a device with the given limits.</summary>
    public static Plan Lower(Operator op, DeviceLimits limits, int outputs, params TensorInfo?[] inputs)
    {
        string[] names = [.. inputs.Select((i, n) => i is null ? "" : $"x{n}")];
        var fed = inputs.Select((info, n) => (info, name: names[n])).Where(i => i.info is { Value: null }).ToArray();
        var constants = inputs.Select((info, n) => (info, name: names[n])).Where(i => i.info?.Value is not null).ToDictionary(i => i.name, i => i.info!.Value!);
        string[] written = [.. Enumerable.Range(0, outputs).Select(i => $"y{i}")];
        var graph = new Graph("test", fed.Select(f => new GraphInput(f.name, f.info!.ElementType, [.. f.info.Shape.Dimensions.Select(d => (int?)d)])), written,
            [new Node("n", op, [.. names], [.. written])], constants);
        TypedGraph typed = Optimizer.Run(graph, fed.ToDictionary(f => f.name, f => f.info!), []);
        return PlanBuilder.Build(typed, limits, Precision.Float32);
    }

    private static InferenceContext Context(Operator op, TensorInfo?[] inputs, int outputs)
    {
        string[] names = [.. inputs.Select((i, n) => i is null ? "" : $"x{n}")];
        var node = new Node("n", op, [.. names], [.. Enumerable.Range(0, outputs).Select(i => $"y{i}")]);
        var values = inputs.Select((info, n) => (info, name: names[n])).Where(i => i.info is not null).ToDictionary(i => i.name, i => i.info!);
        return new InferenceContext(node, values);
    }
}
