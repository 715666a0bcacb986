using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

/// <summary>Types a graph of one node: shapes, and what is folded on the CPU.</summary>
internal static class OneNode
{
    /// <summary>The outputs of an operator whose inputs are all known.</summary>
    public static Tensor[] Evaluate(Operator op, params Tensor?[] inputs) => Outputs(op, 1, inputs);

    /// <summary>The outputs of an operator with several.</summary>
    public static Tensor[] Outputs(Operator op, int outputs, params Tensor?[] inputs)
        => Infer(op, outputs, inputs.Select(i => i is null ? null : TensorInfo.Of(i)).ToArray())
            .Select(o => o.Value ?? throw new InvalidOperationException("The outputs were not folded.")).ToArray();

    /// <summary>What is known of the outputs where some inputs are data.</summary>
    public static TensorInfo[] Infer(Operator op, int outputs, params TensorInfo?[] inputs)
    {
        string[] names = inputs.Select((input, i) => input is null ? "" : $"i{i}").ToArray();
        string[] results = Enumerable.Range(0, outputs).Select(i => $"o{i}").ToArray();
        TypedGraph graph = Type(new Node("node", op, [.. names], [.. results]), inputs);
        return results.Select(r => graph.Values[r]).ToArray();
    }

    /// <summary>An input of which only the shape is known.</summary>
    public static TensorInfo Data(params int[] shape) => new(new TensorShape(shape), ElementType.Float32);

    /// <summary>An input whose elements are known.</summary>
    public static TensorInfo Known(params long[] values) => TensorInfo.Of(CnnVulkan.Reference.TestData.Longs(values));

    /// <summary>The message of the error that typing ends in.</summary>
    public static string Error(Operator op, int outputs, params TensorInfo?[] inputs)
    {
        string message = Assert.Throws<ShapeException>(() => Infer(op, outputs, inputs)).Message;
        Assert.Contains("'node'", message);
        return message;
    }

    /// <summary>An operator as a model file would make it.</summary>
    public static Operator Make(string type, int opset, params (string Name, object Value)[] attributes)
        => OperatorCatalog.Factories[type](new NodeAttributes("node", opset, 1, 1, attributes.ToDictionary(a => a.Name, a => a.Value)));

    private static TypedGraph Type(Node node, TensorInfo?[] inputs)
    {
        var constants = new Dictionary<string, Tensor>();
        var fed = new List<GraphInput>();
        var infos = new Dictionary<string, TensorInfo>();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not { } info)
                continue;
            if (info.Value is { } value)
            {
                constants[node.Inputs[i]] = value;
            }
            else
            {
                fed.Add(new GraphInput(node.Inputs[i], info.ElementType, [.. info.Shape.Dimensions.Select(d => (int?)d)]));
                infos[node.Inputs[i]] = info;
            }
        }
        return ShapeInference.Run(new Graph("test", fed, node.Outputs, [node], constants), infos, []);
    }
}
