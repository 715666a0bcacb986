using CnnVulkan.Models.Onnx;
using AttributeType = CnnVulkan.Models.Onnx.AttributeProto.Types.AttributeType;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Models;

/// <summary>The rules of ONNX's IR specification, as its own checker holds files to them.</summary>
internal static class WellFormedOnnx
{
    public static ModelProto Check(byte[] bytes)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        Assert.InRange(model.IrVersion, 4, 12);
        Assert.NotEqual("", model.ProducerName);
        Assert.Distinct(model.OpsetImport.Select(o => o.Domain));
        Assert.All(model.OpsetImport, o => Assert.True(o.Version >= 1));
        Dictionary<string, long> opsets = model.OpsetImport.ToDictionary(o => o.Domain, o => o.Version);
        Assert.Contains("", opsets.Keys);
        CheckGraph(model.Graph, opsets);
        return model;
    }

    private static void CheckGraph(GraphProto graph, Dictionary<string, long> opsets)
    {
        Assert.NotEqual("", graph.Name);
        Assert.All(graph.Input, CheckValue);
        Assert.All(graph.Output, o => Assert.NotEqual("", o.Name));
        Assert.All(graph.Output.Where(o => o.Type is not null), CheckValue);
        Assert.All(graph.Initializer, t => CheckTensor(t, named: true));
        Assert.Distinct(graph.Input.Concat(graph.Output.Where(o => graph.Input.All(i => i.Name != o.Name))).Select(v => v.Name));
        Assert.Distinct(graph.Initializer.Select(i => i.Name));
        Assert.Distinct(graph.Node.Select(n => n.Name));
        var written = new HashSet<string>(graph.Input.Select(i => i.Name).Concat(graph.Initializer.Select(i => i.Name))) { "" };
        foreach (NodeProto node in graph.Node)
        {
            Assert.NotEqual("", node.Name);
            Assert.NotEqual("", node.OpType);
            Assert.Contains(node.Domain, opsets.Keys);
            Assert.All(node.Input, i => Assert.True(written.Contains(i), $"{node.Name} reads '{i}' before it is written."));
            Assert.All(node.Output.Where(o => o.Length > 0), o => Assert.True(written.Add(o), $"'{o}' is written twice."));
            Assert.Distinct(node.Attribute.Select(a => a.Name));
            Assert.All(node.Attribute, CheckAttribute);
        }
        Assert.All(graph.Output, o => Assert.True(written.Contains(o.Name), $"Nothing writes the output '{o.Name}'."));
    }

    private static void CheckValue(ValueInfoProto value)
    {
        Assert.NotEqual("", value.Name);
        Assert.NotEqual(DataType.Undefined, value.Type.TensorType.ElemType);
        if (value.Type.TensorType.Shape is { } shape)
            Assert.All(shape.Dim, d => Assert.True(d.HasDimValue ? d.DimValue >= 0 : d.DimParam.Length > 0));
    }

    private static void CheckTensor(TensorProto tensor, bool named)
    {
        if (named)
            Assert.NotEqual("", tensor.Name);
        Assert.All(tensor.Dims, d => Assert.True(d >= 0));
        int size = tensor.DataType switch { DataType.Float or DataType.Int32 => 4, DataType.Int64 => 8, DataType.Bool => 1, _ => 0 };
        Assert.NotEqual(0, size);
        long bytes = tensor.Dims.Aggregate((long)size, (n, d) => n * d);
        bool external = tensor.DataLocation == TensorProto.Types.DataLocation.External;
        Assert.Equal(external ? 0 : bytes, tensor.RawData.Length);
        if (external)
            Assert.Equal(bytes.ToString(), tensor.ExternalData.Single(e => e.Key == "length").Value);
        Assert.Equal(0, tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count);
    }

    private static void CheckAttribute(AttributeProto attribute)
    {
        Assert.NotEqual("", attribute.Name);
        AttributeType[] filled =
        [
            .. attribute.HasF ? new[] { AttributeType.Float } : [],
            .. attribute.HasI ? new[] { AttributeType.Int } : [],
            .. attribute.HasS ? new[] { AttributeType.String } : [],
            .. attribute.T is not null ? new[] { AttributeType.Tensor } : [],
            .. attribute.Floats.Count > 0 ? new[] { AttributeType.Floats } : [],
            .. attribute.Ints.Count > 0 ? new[] { AttributeType.Ints } : [],
        ];
        if (filled.Length > 0 || attribute.Type is not (AttributeType.Ints or AttributeType.Floats))
            Assert.Equal([attribute.Type], filled);
        if (attribute.T is not null)
            CheckTensor(attribute.T, named: false);
    }
}
