using CnnVulkan.Tensors;

namespace CnnVulkan.Dispatching;

/// <summary>Moves elements between tensors and mapped memory, in the form the GPU stores them.</summary>
internal static unsafe class TensorTransfer
{
    /// <summary>Writes elements [start, start + count).</summary>
    /// <exception cref="ShapeException">A 64-bit integer does not fit 32 bits.</exception>
    public static void Write(Tensor tensor, StorageType type, int start, int count, byte* destination, string name)
    {
        switch (tensor)
        {
            case Tensor<float> real when type == StorageType.Float32:
                real.Data.AsSpan(start, count).CopyTo(new Span<float>(destination, count));
                break;
            case Tensor<float> real when type == StorageType.Float16:
                WriteHalves(real.Data.AsSpan(start, count), (ushort*)destination);
                break;
            case Tensor<int> integers when type == StorageType.Int32:
                integers.Data.AsSpan(start, count).CopyTo(new Span<int>(destination, count));
                break;
            case Tensor<long> integers when type == StorageType.Int32:
                WriteLongs(integers.Data.AsSpan(start, count), (int*)destination, name);
                break;
            case Tensor<bool> truths when type == StorageType.Int32:
                for (int i = 0; i < count; i++)
                    ((int*)destination)[i] = truths.Data[start + i] ? 1 : 0;
                break;
            default:
                throw new ArgumentException($"'{name}': elements of {tensor.ElementType} are not stored as {type}.");
        }
    }

    /// <summary>Reads a whole tensor.</summary>
    public static Tensor Read(byte* source, StorageType type, ElementType elements, TensorShape shape)
    {
        int count = shape.Count;
        switch (elements)
        {
            case ElementType.Float32:
                var real = new Tensor<float>(shape);
                ReadFloats(source, type, real.Data);
                return real;
            case ElementType.Int32:
                return new Tensor<int>(shape, new ReadOnlySpan<int>(source, count).ToArray());
            case ElementType.Int64:
                var wide = new Tensor<long>(shape);
                for (int i = 0; i < count; i++)
                    wide.Data[i] = ((int*)source)[i];
                return wide;
            default:
                var truths = new Tensor<bool>(shape);
                for (int i = 0; i < count; i++)
                    truths.Data[i] = ((int*)source)[i] != 0;
                return truths;
        }
    }

    /// <summary>Reads elements as real numbers into memory of the caller.</summary>
    public static void ReadFloats(byte* source, StorageType type, Span<float> destination)
    {
        switch (type)
        {
            case StorageType.Float32:
                new ReadOnlySpan<float>(source, destination.Length).CopyTo(destination);
                break;
            case StorageType.Float16:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = HalfBits.ToSingle(((ushort*)source)[i]);
                break;
            default:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = ((int*)source)[i];
                break;
        }
    }

    private static void WriteHalves(ReadOnlySpan<float> source, ushort* destination)
    {
        for (int i = 0; i < source.Length; i++)
            destination[i] = HalfBits.FromSingle(source[i]);
    }

    private static void WriteLongs(ReadOnlySpan<long> source, int* destination, string name)
    {
        for (int i = 0; i < source.Length; i++)
        {
            long value = source[i];
            if (value is < int.MinValue or > int.MaxValue)
                throw new ShapeException($"'{name}': element {i} is {value}, but integers on the GPU have 32 bits.");
            destination[i] = (int)value;
        }
    }
}
