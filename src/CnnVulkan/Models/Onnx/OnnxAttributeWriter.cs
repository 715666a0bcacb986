using System.Text;
using CnnVulkan.Graphs;
using Google.Protobuf;
using AttributeType = CnnVulkan.Models.Onnx.AttributeProto.Types.AttributeType;

namespace CnnVulkan.Models.Onnx;

/// <summary>The plain values of a <see cref="NodeDescription"/> to AttributeProto.</summary>
internal static class OnnxAttributeWriter
{
    public static AttributeProto Write(string name, object value)
    {
        var proto = new AttributeProto { Name = name };
        switch (value)
        {
            case float real:
                (proto.Type, proto.F) = (AttributeType.Float, real);
                break;
            case long integer:
                (proto.Type, proto.I) = (AttributeType.Int, integer);
                break;
            case string text:
                (proto.Type, proto.S) = (AttributeType.String, ByteString.CopyFrom(text, Encoding.UTF8));
                break;
            case Tensor tensor:
                (proto.Type, proto.T) = (AttributeType.Tensor, OnnxTensorWriter.Inline(tensor, name));
                break;
            case float[] reals:
                proto.Type = AttributeType.Floats;
                proto.Floats.AddRange(reals);
                break;
            case long[] integers:
                proto.Type = AttributeType.Ints;
                proto.Ints.AddRange(integers);
                break;
            default:
                throw new ArgumentException($"ONNX has no attributes of type {value.GetType().Name}.", nameof(value));
        }
        return proto;
    }
}
