using CnnVulkan.Graphs;

namespace CnnVulkan.Models.Onnx;

/// <summary>Declared inputs and outputs to ValueInfoProto.</summary>
internal static class OnnxValueWriter
{
    /// <summary>A value; one whose extents are open names them after itself, so that no two are taken for the same.</summary>
    public static ValueInfoProto Write(GraphInput value)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = OnnxTensorWriter.TypeOf(value.ElementType) };
        if (!value.Dimensions.IsDefault)
        {
            tensor.Shape = new TensorShapeProto();
            for (int i = 0; i < value.Dimensions.Length; i++)
                tensor.Shape.Dim.Add(value.Dimensions[i] is { } extent
                    ? new TensorShapeProto.Types.Dimension { DimValue = extent }
                    : new TensorShapeProto.Types.Dimension { DimParam = $"{value.Name}_dim{i}" });
        }
        return new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = tensor } };
    }
}
