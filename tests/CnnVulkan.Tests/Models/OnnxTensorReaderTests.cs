using CnnVulkan.Models.Onnx;
using Google.Protobuf;
using static CnnVulkan.Tests.Models.OnnxBuilder;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Models;

public sealed class OnnxTensorReaderTests
{
    /// <summary>1, -2 and 0.5 as binary16 bits.</summary>
    private static readonly ushort[] Halves = [0x3C00, 0xC000, 0x3800];

    /// <summary>1, -2 and 0.5 as bfloat16 bits.</summary>
    private static readonly ushort[] BFloats = [0x3F80, 0xC000, 0x3F00];

    [Fact]
    public void Reals_in_raw_data()
    {
        Assert.Equal([1, -2, 0.5f], Raws<float>(DataType.Float, Raw(1f, -2f, 0.5f)));
        Assert.Equal([1, -2, 0.5f], Raws<float>(DataType.Double, Raw(1d, -2d, 0.5d)));
        Assert.Equal([1, -2, 0.5f], Raws<float>(DataType.Float16, Raw(Halves)));
        Assert.Equal([1, -2, 0.5f], Raws<float>(DataType.Bfloat16, Raw(BFloats)));
    }

    [Fact]
    public void Integers_and_truth_values_in_raw_data()
    {
        Assert.Equal([1, -2, 127], Raws<int>(DataType.Int8, Raw<sbyte>(1, -2, 127)));
        Assert.Equal([1, 2, 255], Raws<int>(DataType.Uint8, Raw<byte>(1, 2, 255)));
        Assert.Equal([1, -2, 32767], Raws<int>(DataType.Int16, Raw<short>(1, -2, 32767)));
        Assert.Equal([1, 2, 65535], Raws<int>(DataType.Uint16, Raw<ushort>(1, 2, 65535)));
        Assert.Equal([1, -2, int.MinValue], Raws<int>(DataType.Int32, Raw(1, -2, int.MinValue)));
        Assert.Equal([1, 2, int.MaxValue], Raws<int>(DataType.Uint32, Raw<uint>(1, 2, int.MaxValue)));
        Assert.Equal([1, -2, long.MinValue], Raws<long>(DataType.Int64, Raw(1L, -2L, long.MinValue)));
        Assert.Equal([1, 2, long.MaxValue], Raws<long>(DataType.Uint64, Raw<ulong>(1, 2, long.MaxValue)));
        Assert.Equal([true, false, true], Raws<bool>(DataType.Bool, Raw<byte>(1, 0, 200)));
    }

    [Fact]
    public void Typed_fields()
    {
        Assert.Equal([1, -2, 0.5f], Typed<float>(new() { DataType = DataType.Float, FloatData = { 1, -2, 0.5f } }));
        Assert.Equal([1, -2, 0.5f], Typed<float>(new() { DataType = DataType.Double, DoubleData = { 1, -2, 0.5 } }));
        Assert.Equal([1, -2, 0.5f], Typed<float>(new() { DataType = DataType.Float16, Int32Data = { Halves.Select(h => (int)h) } }));
        Assert.Equal([1, -2, 0.5f], Typed<float>(new() { DataType = DataType.Bfloat16, Int32Data = { BFloats.Select(h => (int)h) } }));
        Assert.Equal([1, -2, 3], Typed<int>(new() { DataType = DataType.Int8, Int32Data = { 1, -2, 3 } }));
        Assert.Equal([1, -2, 3], Typed<int>(new() { DataType = DataType.Int32, Int32Data = { 1, -2, 3 } }));
        Assert.Equal([1, 2, 3], Typed<int>(new() { DataType = DataType.Uint32, Uint64Data = { 1, 2, 3 } }));
        Assert.Equal([1, 2, 3], Typed<long>(new() { DataType = DataType.Uint64, Uint64Data = { 1, 2, 3 } }));
        Assert.Equal([1, -2, 3], Typed<long>(new() { DataType = DataType.Int64, Int64Data = { 1, -2, 3 } }));
        Assert.Equal([true, false, true], Typed<bool>(new() { DataType = DataType.Bool, Int32Data = { 1, 0, 5 } }));
    }

    [Fact]
    public void Every_16_bit_real_is_widened_as_the_framework_does()
    {
        ushort[] all = [.. Enumerable.Range(0, 1 << 16).Select(i => (ushort)i)];
        float[] read = TensorOf<float>(new() { DataType = DataType.Float16, Dims = { 1 << 16 }, RawData = Raw(all) }).Data;
        for (int i = 0; i < all.Length; i++)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf(all[i]);
            Assert.True(expected.Equals(read[i]) && float.IsNegative(expected) == float.IsNegative(read[i]), $"bits {i:X4}: {read[i]}, not {expected}");
        }
    }

    [Fact]
    public void Tensors_larger_than_a_piece_are_whole()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200_001).Select(i => (byte)(i * 31))];
        int[] read = TensorOf<int>(new() { DataType = DataType.Uint8, Dims = { 200_001 }, RawData = ByteString.CopyFrom(bytes) }).Data;
        Assert.Equal(Array.ConvertAll(bytes, b => (int)b), read);
    }

    [Fact]
    public void Scalars_and_empty_tensors()
    {
        Assert.Equal(TensorShape.Scalar, TensorOf<float>(new() { DataType = DataType.Float, RawData = Raw(4f) }).Shape);
        Assert.Equal(new TensorShape(0, 5), TensorOf<float>(new() { DataType = DataType.Float, Dims = { 0, 5 } }).Shape);
    }

    [Fact]
    public void Damaged_tensors_are_refused_and_the_place_is_named()
    {
        Assert.Contains("initialiser 'w' holds 24 bytes, but 2×4 elements of type FLOAT take 32", Error(t => t.Dims[1] = 4));
        Assert.Contains("initialiser 'w' declares the shape 2×-3; extents must not be negative", Error(t => t.Dims[1] = -3));
        Assert.Contains("more than 2,147,483,647 elements", Error(t => t.Dims[1] = 1L << 40));
        Assert.Contains("more than 2,147,483,647 elements", Error(t => t.Dims.Add([1 << 20, 1 << 20, 1 << 20, 1 << 20])));
        Assert.Contains("a shape of 1,002 axes", Error(t => t.Dims.Add(Enumerable.Repeat(1L, 1000))));
        Assert.Contains("holds 0 elements in float_data", Error(t => t.RawData = ByteString.Empty));
        Assert.Contains("holds 0 elements in float_data, but its shape 1000000000", Error(t => (t.RawData, t.Dims[0], t.Dims[1]) = (ByteString.Empty, 1_000_000_000, 1)));
        Assert.Contains("initialiser 'w' has texts", Error(t => t.DataType = DataType.String));
        Assert.Contains("elements of type COMPLEX64", Error(t => t.DataType = DataType.Complex64));
        Assert.Contains("elements of type INT4", Error(t => t.DataType = DataType.Int4));
        Assert.Contains("no element type", Error(t => t.DataType = DataType.Undefined));
        Assert.Contains("unknown type -5", Error(t => t.DataType = (DataType)(-5)));
        Assert.Contains("unknown data location 7", Error(t => t.DataLocation = (TensorProto.Types.DataLocation)7));
        Assert.Contains("segments", Error(t => t.Segment = Raw<byte>(1)));
        Assert.Contains("holds the unsigned integer 18446744073709551615", Error(t => (t.DataType, t.RawData) = (DataType.Uint64, Raw(Enumerable.Repeat(ulong.MaxValue, 6).ToArray()))));
        Assert.Contains("holds the unsigned integer 4294967295", Error(t => (t.DataType, t.RawData) = (DataType.Uint32, Raw(Enumerable.Repeat(uint.MaxValue, 6).ToArray()))));
    }

    private static string Error(Action<TensorProto> damage) => ErrorOf(m => damage(m.Graph.Initializer[0]));

    private static T[] Raws<T>(DataType type, ByteString raw)
        where T : unmanaged => TensorOf<T>(new TensorProto { DataType = type, Dims = { 3 }, RawData = raw }).Data;

    private static T[] Typed<T>(TensorProto tensor)
        where T : unmanaged
    {
        tensor.Dims.Add(3);
        return TensorOf<T>(tensor).Data;
    }

    private static Tensor<T> TensorOf<T>(TensorProto tensor)
        where T : unmanaged
    {
        tensor.Name = "w";
        return Assert.IsType<Tensor<T>>(Read(With(m => m.Graph.Initializer[0] = tensor)).Constants["w"]);
    }
}
