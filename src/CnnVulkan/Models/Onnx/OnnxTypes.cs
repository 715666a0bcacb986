using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Models.Onnx;

/// <summary>ONNX's element types and how they are stored.</summary>
internal static class OnnxTypes
{
    /// <summary>How a type's elements are stored in <c>raw_data</c>; null for types that cannot be computed with.</summary>
    public static RawType? RawTypeOf(DataType type) => type switch
    {
        DataType.Float => RawType.Float32,
        DataType.Float16 => RawType.Float16,
        DataType.Bfloat16 => RawType.BFloat16,
        DataType.Double => RawType.Float64,
        DataType.Int8 => RawType.Int8,
        DataType.Uint8 => RawType.UInt8,
        DataType.Int16 => RawType.Int16,
        DataType.Uint16 => RawType.UInt16,
        DataType.Int32 => RawType.Int32,
        DataType.Uint32 => RawType.UInt32,
        DataType.Int64 => RawType.Int64,
        DataType.Uint64 => RawType.UInt64,
        DataType.Bool => RawType.Bool,
        _ => null,
    };

    /// <summary>Says what an unusable type is: "elements of type …".</summary>
    public static string Describe(DataType type) => type switch
    {
        DataType.Undefined => "no element type",
        DataType.String => "texts",
        _ when Enum.IsDefined(typeof(DataType), type) => $"elements of type {type.ToString().ToUpperInvariant()}",
        _ => $"elements of the unknown type {(int)type}",
    };

    public const string Usable = "Real numbers of 16 to 64 bits, integers of 8 to 64 bits and truth values can be computed with.";
}
