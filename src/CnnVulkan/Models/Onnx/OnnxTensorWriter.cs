using System.Globalization;
using Google.Protobuf;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Models.Onnx;

/// <summary>Tensors to TensorProto: their bytes inside the message, or in a file beside the model.</summary>
/// <param name="location">The name of the file beside the model; null to keep all inside.</param>
internal sealed class OnnxTensorWriter(string? location)
{
    /// <summary>Smaller tensors stay inside the model, as other writers have it: shapes and axes are wanted without the weights.</summary>
    private const int LeastExternalBytes = 1024;

    /// <summary>Places in the file can then be mapped into memory on their own.</summary>
    private const int Alignment = 4096;

    private readonly List<(long Offset, Tensor Tensor)> _external = [];
    private long _end;

    /// <summary>A tensor that stays inside the message.</summary>
    public static TensorProto Inline(Tensor tensor, string name)
    {
        TensorProto proto = Header(tensor, name);
        // No copy: the message is written and forgotten while the tensor stays as it is.
        proto.RawData = UnsafeByteOperations.UnsafeWrap(TensorBytes.Of(tensor));
        return proto;
    }

    /// <summary>Weights.</summary>
    public TensorProto Initializer(Tensor tensor, string name)
    {
        long bytes = TensorBytes.CountOf(tensor);
        if (location is null || bytes < LeastExternalBytes)
            return Inline(tensor, name);
        long offset = (_end + Alignment - 1) / Alignment * Alignment;
        _end = offset + bytes;
        _external.Add((offset, tensor));
        TensorProto proto = Header(tensor, name);
        proto.DataLocation = TensorProto.Types.DataLocation.External;
        proto.ExternalData.Add(Entry("location", location));
        proto.ExternalData.Add(Entry("offset", offset.ToString(CultureInfo.InvariantCulture)));
        proto.ExternalData.Add(Entry("length", bytes.ToString(CultureInfo.InvariantCulture)));
        return proto;
    }

    /// <summary>Writes the file beside the model.</summary>
    public void WriteExternal(Stream stream)
    {
        long position = 0;
        foreach ((long offset, Tensor tensor) in _external)
        {
            stream.Write(new byte[offset - position]);
            TensorBytes.Write(stream, tensor);
            position = offset + TensorBytes.CountOf(tensor);
        }
    }

    public static DataType TypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => DataType.Float,
        ElementType.Int32 => DataType.Int32,
        ElementType.Int64 => DataType.Int64,
        _ => DataType.Bool,
    };

    private static TensorProto Header(Tensor tensor, string name)
    {
        var proto = new TensorProto { Name = name, DataType = TypeOf(tensor.ElementType) };
        proto.Dims.AddRange(tensor.Shape.Dimensions.Select(d => (long)d));
        return proto;
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
}
