using System.Runtime.InteropServices;

namespace CnnVulkan.Models;

/// <summary>Turns stored bytes into tensors, in pieces, so that no second copy of a large tensor is made on the way.</summary>
internal static class RawElements
{
    /// <summary>Elements converted at a time: 2^16 × 8 bytes stay in the second-level cache.</summary>
    private const int PieceElements = 1 << 16;

    /// <summary>Copies the next bytes of the stored data; called until the tensor is full.</summary>
    public delegate void NextBytes(Span<byte> destination);

    /// <summary>Bytes per stored element.</summary>
    public static int SizeOf(RawType type) => type switch
    {
        RawType.Int8 or RawType.UInt8 or RawType.Bool => 1,
        RawType.Float16 or RawType.BFloat16 or RawType.Int16 or RawType.UInt16 => 2,
        RawType.Float32 or RawType.Int32 or RawType.UInt32 => 4,
        _ => 8,
    };

    /// <summary>What stored elements are read as.</summary>
    public static ElementType ElementTypeOf(RawType type) => type switch
    {
        RawType.Float16 or RawType.BFloat16 or RawType.Float32 or RawType.Float64 => ElementType.Float32,
        RawType.Int64 or RawType.UInt64 => ElementType.Int64,
        RawType.Bool => ElementType.Bool,
        _ => ElementType.Int32,
    };

    /// <summary>Reads a tensor. The caller has checked that the bytes are there.</summary>
    /// <param name="type">How the elements are stored.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="next">Gives the bytes in order.</param>
    /// <param name="bigEndian">Whether the most significant byte comes first.</param>
    /// <param name="error">Makes the error for an unsigned element that is too large.</param>
    public static Tensor Read(RawType type, TensorShape shape, NextBytes next, bool bigEndian, Func<string, Exception> error)
    {
        NextBytes ordered = bigEndian == BitConverter.IsLittleEndian ? Reversed(next, SizeOf(type)) : next;
        return type switch
        {
            RawType.Float32 => Copy<float>(shape, ordered),
            RawType.Int32 => Copy<int>(shape, ordered),
            RawType.Int64 => Copy<long>(shape, ordered),
            RawType.Float16 => Convert<ushort, float>(shape, ordered, HalfBits.ToSingle),
            RawType.BFloat16 => Convert<ushort, float>(shape, ordered, HalfBits.BFloatToSingle),
            RawType.Float64 => Convert<double, float>(shape, ordered, v => (float)v),
            RawType.Int8 => Convert<sbyte, int>(shape, ordered, v => v),
            RawType.UInt8 => Convert<byte, int>(shape, ordered, v => v),
            RawType.Int16 => Convert<short, int>(shape, ordered, v => v),
            RawType.UInt16 => Convert<ushort, int>(shape, ordered, v => v),
            RawType.UInt32 => Convert<uint, int>(shape, ordered, v => ToInt32(v, error)),
            RawType.UInt64 => Convert<ulong, long>(shape, ordered, v => ToInt64(v, error)),
            _ => Convert<byte, bool>(shape, ordered, v => v != 0),
        };
    }

    /// <summary>A 32-bit unsigned integer, if it is no larger than the signed ones the engine computes with.</summary>
    public static int ToInt32(ulong value, Func<string, Exception> error)
        => value <= int.MaxValue ? (int)value : throw error($"holds the unsigned integer {value}; at most {int.MaxValue} can be computed with");

    /// <summary>A 64-bit unsigned integer, if it is no larger than the signed ones the engine computes with.</summary>
    public static long ToInt64(ulong value, Func<string, Exception> error)
        => value <= long.MaxValue ? (long)value : throw error($"holds the unsigned integer {value}; at most {long.MaxValue} can be computed with");

    private static Tensor<T> Copy<T>(TensorShape shape, NextBytes next)
        where T : unmanaged
    {
        var tensor = new Tensor<T>(shape);
        // A span of bytes holds 2^31 - 1 of them; tensors may hold more.
        const int MostElements = 1 << 27;
        for (long start = 0; start < shape.Count; start += MostElements)
            next(MemoryMarshal.AsBytes(tensor.Data.AsSpan((int)start, (int)Math.Min(MostElements, shape.Count - start))));
        return tensor;
    }

    private static Tensor<T> Convert<TStored, T>(TensorShape shape, NextBytes next, Func<TStored, T> convert)
        where TStored : unmanaged
        where T : unmanaged
    {
        var tensor = new Tensor<T>(shape);
        var piece = new TStored[Math.Min(PieceElements, shape.Count)];
        for (long start = 0; start < shape.Count; start += PieceElements)
        {
            Span<TStored> stored = piece.AsSpan(0, (int)Math.Min(PieceElements, shape.Count - start));
            Span<T> converted = tensor.Data.AsSpan((int)start, stored.Length);
            next(MemoryMarshal.AsBytes(stored));
            for (int i = 0; i < stored.Length; i++)
                converted[i] = convert(stored[i]);
        }
        return tensor;
    }

    private static NextBytes Reversed(NextBytes next, int size) => destination =>
    {
        next(destination);
        for (int i = 0; i < destination.Length; i += size)
            destination.Slice(i, size).Reverse();
    };
}
