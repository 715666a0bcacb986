using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Models;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Operators;
using Google.Protobuf;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Models;

/// <summary>Small ONNX models and what it takes to read them with no operator built in.</summary>
internal static class OnnxBuilder
{
    /// <summary>x → Fake → y, with weights w, in operator set 13.</summary>
    public static ModelProto Model() => new()
    {
        IrVersion = 8,
        OpsetImport = { new OperatorSetIdProto { Version = 13 } },
        Graph = new GraphProto
        {
            Name = "g",
            Node = { Node("Fake", "n", ["x", "w"], ["y"]) },
            Initializer = { Weights("w", [2, 3], [1, 2, 3, 4, 5, 6]) },
            Input = { Value("x", DataType.Float, 2, 3) },
            Output = { Value("y", DataType.Float, 2, 3) },
        },
    };

    public static NodeProto Node(string type, string name, string[] inputs, string[] outputs)
        => new() { OpType = type, Name = name, Input = { inputs }, Output = { outputs } };

    /// <summary>x → one operator → y, in operator set 7.</summary>
    public static ModelProto Old(string type, long[] shape, params (string Name, object Value)[] attributes) => With(m =>
    {
        m.OpsetImport[0].Version = 7;
        m.Graph.Initializer.Clear();
        m.Graph.Input[0] = Value("x", DataType.Float, shape);
        m.Graph.Node[0] = Node(type, "n", ["x"], ["y"]);
        m.Graph.Node[0].Attribute.Add(attributes.Select(a => OnnxAttributeWriter.Write(a.Name, a.Value)));
    });

    public static TensorProto Weights(string name, long[] dims, float[] values)
        => new() { Name = name, DataType = DataType.Float, Dims = { dims }, RawData = Raw(values) };

    public static ByteString Raw<T>(params T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));

    public static ValueInfoProto Value(string name, DataType type, params long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } } };
    }

    /// <summary>Fake layers for the given operator types.</summary>
    public static ModelLoadOptions Fakes(params string[] types) => new()
    {
        Layers = types.Distinct().ToImmutableDictionary(t => t, _ => (Func<NodeAttributes, Operator>)(a => new FakeLayer(a))),
    };

    public static Graph Read(ModelProto model, ModelLoadOptions? options = null, string? folder = null)
        => OnnxReader.Read(model.ToByteArray(), new ModelSource("test.onnx", folder), options ?? Fakes("Fake"));

    /// <summary>Changes the model above, reads it, and gives the message of the error that must come.</summary>
    public static string ErrorOf(Action<ModelProto> damage, string? folder = null)
    {
        ModelProto model = Model();
        damage(model);
        string message = Assert.Throws<ModelFormatException>(() => Read(model, folder: folder)).Message;
        Assert.StartsWith("test.onnx: ", message);
        return message;
    }

    public static ModelProto With(Action<ModelProto> change)
    {
        ModelProto model = Model();
        change(model);
        return model;
    }
}
