using CnnVulkan.Files;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Models.Onnx;

/// <summary>
/// TensorProto to <see cref="Tensor"/>. The declared shape is held against the elements really there before memory is asked for,
/// so that a small file cannot ask for a large tensor.
/// </summary>
internal sealed class OnnxTensorReader(ModelSource source)
{
    private readonly OnnxExternalData _external = new(source);

    /// <param name="proto">The tensor.</param>
    /// <param name="place">What the tensor is, for messages: <c>initialiser 'conv1_w'</c>.</param>
    /// <param name="left">Where in the file the tensor's raw data lie, where they were left out of the message; else of length 0.</param>
    /// <param name="copies">Reads such data, all together when they are known.</param>
    /// <exception cref="ModelFormatException">The tensor is damaged or of a type that cannot be computed with.</exception>
    public Tensor Read(TensorProto proto, string place, (long Offset, int Length) left = default, RawCopies? copies = null)
    {
        ModelFormatException Error(string what) => source.Error($"{place} {what}.");

        if (OnnxTypes.RawTypeOf(proto.DataType) is not { } type)
            throw Error($"has {OnnxTypes.Describe(proto.DataType)}. {OnnxTypes.Usable.TrimEnd('.')}");
        if (proto.Segment.Length > 0)
            throw Error("is stored in segments, which is not supported");
        TensorShape shape = StoredShape.Check(proto.Dims, Error);
        return proto.DataLocation switch
        {
            TensorProto.Types.DataLocation.External => _external.Read(proto.ExternalData, type, shape, Error),
            TensorProto.Types.DataLocation.Default when left.Length > 0 => FromFile(left, proto, type, shape, copies!, Error),
            TensorProto.Types.DataLocation.Default when proto.RawData.Length > 0 => FromRaw(proto, type, shape, Error),
            TensorProto.Types.DataLocation.Default => FromFields(proto, shape, Error),
            _ => throw Error($"has the unknown data location {(int)proto.DataLocation}"),
        };
    }

    private static Tensor FromRaw(TensorProto proto, RawType type, TensorShape shape, Func<string, ModelFormatException> error)
    {
        CheckLength(proto.RawData.Length, proto, type, shape, error);
        int position = 0;
        return RawElements.Read(type, shape, Next, bigEndian: false, error);

        void Next(Span<byte> destination)
        {
            proto.RawData.Span.Slice(position, destination.Length).CopyTo(destination);
            position += destination.Length;
        }
    }

    private Tensor FromFile(
        (long Offset, int Length) range, TensorProto proto, RawType type, TensorShape shape, RawCopies copies, Func<string, ModelFormatException> error)
    {
        CheckLength(range.Length, proto, type, shape, error);
        if (type == RawType.Float32 && BitConverter.IsLittleEndian)
            return copies.Add(shape, range.Offset);
        using FileStream stream = RawCopies.Open(source.Name, range.Offset);
        return RawElements.Read(type, shape, destination => RawCopies.Fill(stream, destination), bigEndian: false, error);
    }

    private static void CheckLength(int length, TensorProto proto, RawType type, TensorShape shape, Func<string, ModelFormatException> error)
    {
        long expected = (long)shape.Count * RawElements.SizeOf(type);
        if (length != expected)
            throw error($"holds {length:N0} bytes, but {shape} elements of type {proto.DataType.ToString().ToUpperInvariant()} take {expected:N0}");
    }

    /// <summary>Which field holds which type is fixed by onnx.proto; 16-bit reals lie as bits in int32_data.</summary>
    private static Tensor FromFields(TensorProto proto, TensorShape shape, Func<string, ModelFormatException> error)
    {
        return proto.DataType switch
        {
            DataType.Float => new Tensor<float>(shape, Take(proto.FloatData, "float_data", v => v)),
            DataType.Double => new Tensor<float>(shape, Take(proto.DoubleData, "double_data", v => (float)v)),
            DataType.Float16 => new Tensor<float>(shape, Take(proto.Int32Data, "int32_data", v => HalfBits.ToSingle((ushort)v))),
            DataType.Bfloat16 => new Tensor<float>(shape, Take(proto.Int32Data, "int32_data", v => HalfBits.BFloatToSingle((ushort)v))),
            DataType.Bool => new Tensor<bool>(shape, Take(proto.Int32Data, "int32_data", v => v != 0)),
            DataType.Int64 => new Tensor<long>(shape, Take(proto.Int64Data, "int64_data", v => v)),
            DataType.Uint64 => new Tensor<long>(shape, Take(proto.Uint64Data, "uint64_data", v => RawElements.ToInt64(v, error))),
            DataType.Uint32 => new Tensor<int>(shape, Take(proto.Uint64Data, "uint64_data", v => RawElements.ToInt32(v, error))),
            _ => new Tensor<int>(shape, Take(proto.Int32Data, "int32_data", v => v)),
        };

        T[] Take<TStored, T>(IReadOnlyList<TStored> stored, string field, Func<TStored, T> convert)
        {
            if (stored.Count != shape.Count)
                throw error($"holds {stored.Count:N0} elements in {field}, but its shape {shape} has {shape.Count:N0}");
            var elements = new T[stored.Count];
            for (int i = 0; i < elements.Length; i++)
                elements[i] = convert(stored[i]);
            return elements;
        }
    }
}
