using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

/// <summary>Graphs of a single node, to ask an operator about itself without a GPU: shapes, what is folded on the CPU, its plan.</summary>
internal static class OneNode
{
    /// <summary>The outputs of an operator whose inputs are all known.</summary>
    public static Tensor[] Evaluate(Operator op, params Tensor?[] inputs) => Outputs(op, 1, inputs);

    /// <summary>The outputs of an operator with several.</summary>
    public static Tensor[] Outputs(Operator op, int outputs, params Tensor?[] inputs)
        => Infer(op, outputs, inputs.Select(i => i is null ? null : TensorInfo.Of(i)).ToArray())
            .Select(o => o.Value ?? throw new InvalidOperationException("The outputs were not folded.")).ToArray();

    /// <summary>What is known of the only output where some inputs are data.</summary>
    public static TensorInfo[] Infer(Operator op, params TensorInfo?[] inputs) => Infer(op, 1, inputs);

    /// <summary>What is known of the outputs where some inputs are data.</summary>
    public static TensorInfo[] Infer(Operator op, int outputs, params TensorInfo?[] inputs)
    {
        Graph graph = Wrap(op, outputs, inputs, out Dictionary<string, TensorInfo> data);
        TypedGraph typed = ShapeInference.Run(graph, data, []);
        return [.. graph.Outputs.Select(o => typed.Values[o])];
    }

    /// <summary>The plan; inputs with elements are constants.</summary>
    public static Plan Lower(Operator op, int outputs, params TensorInfo?[] inputs) => Lower(op, new DeviceLimits(), outputs, inputs);

    /// <summary>The plan for a device with the given limits.</summary>
    public static Plan Lower(Operator op, DeviceLimits limits, int outputs, params TensorInfo?[] inputs)
        => Lower(op, new Planning(new DeviceProfile { Limits = limits }), Precision.Float32, outputs, inputs);

    /// <summary>The plan for a device, in a layout, computed a certain way.</summary>
    public static Plan Lower(Operator op, Planning planning, Precision precision, int outputs, params TensorInfo?[] inputs)
    {
        Graph graph = Wrap(op, outputs, inputs, out Dictionary<string, TensorInfo> data);
        return planning.Plan(graph, data, precision);
    }

    /// <summary>An input of real numbers of which only the shape is known.</summary>
    public static TensorInfo Data(params int[] shape) => new(new TensorShape(shape), ElementType.Float32);

    /// <summary>An input of 64-bit integers of which only the shape is known.</summary>
    public static TensorInfo Integers(params int[] shape) => new(new TensorShape(shape), ElementType.Int64);

    /// <summary>An input whose elements are known.</summary>
    public static TensorInfo Known(params long[] values) => TensorInfo.Of(CnnVulkan.Reference.TestData.Longs(values));

    /// <summary>The message of the error that typing ends in.</summary>
    public static string Error(Operator op, int outputs, params TensorInfo?[] inputs)
    {
        string message = Assert.Throws<ShapeException>(() => Infer(op, outputs, inputs)).Message;
        Assert.Contains("'node'", message);
        return message;
    }

    /// <summary>An operator of one input as a model file would make it.</summary>
    public static Operator Make(string type, int opset, params (string Name, object Value)[] attributes) => Make(type, opset, 1, attributes);

    /// <summary>An operator as a model file would make it.</summary>
    public static Operator Make(string type, int opset, int inputs, params (string Name, object Value)[] attributes)
        => OperatorCatalog.Factories[type](new NodeAttributes("node", opset, inputs, 1, attributes.ToDictionary(a => a.Name, a => a.Value)));

    /// <summary>A graph of one node. Inputs are called input0, input1 …, those with elements are constants; outputs are output0, output1 …</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">What is known of its inputs; null where one is left out.</param>
    /// <param name="asked">Whether each output is asked for.</param>
    public static Graph Graph(Operator op, TensorInfo?[] inputs, bool[] asked)
    {
        string[] names = [.. inputs.Select((input, i) => input is null ? "" : $"input{i}")];
        string[] results = [.. asked.Select((a, i) => a ? $"output{i}" : "")];
        var constants = new Dictionary<string, Tensor>();
        var fed = new List<GraphInput>();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { Value: { } value })
                constants[names[i]] = value;
            else if (inputs[i] is { } data)
                fed.Add(new GraphInput(names[i], data.ElementType, [.. data.Shape.Dimensions.Select(d => (int?)d)]));
        }
        return new Graph(op.Type, fed, results.Where(r => r.Length > 0), [new Node("node", op, [.. names], [.. results])], constants);
    }

    private static Graph Wrap(Operator op, int outputs, TensorInfo?[] inputs, out Dictionary<string, TensorInfo> data)
    {
        Graph graph = Graph(op, inputs, [.. Enumerable.Repeat(true, outputs)]);
        data = graph.Inputs.ToDictionary(i => i.Name, i => inputs[Index(i.Name)]!);
        return graph;
    }

    /// <summary>Which input or output a value of such a graph is.</summary>
    public static int Index(string value) => int.Parse(value[(value.LastIndexOf('t') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
