using System.Runtime.InteropServices;
using CnnVulkan.Files;
using CnnVulkan.Models;

namespace CnnVulkan;

/// <summary>Tensors as NumPy's <c>.npy</c> files.</summary>
public static class NpyFile
{
    /// <summary>
    /// Reads a file of versions 1 to 3 in either byte order. 16-bit and double reals become float, integers below 64 bits int;
    /// arrays in Fortran order are turned into row-major order.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is missing, damaged, or of an element type that cannot be computed with.</exception>
    public static Tensor Read(string path)
    {
        var source = new ModelSource(path, folder: null);
        try
        {
            // Asked before it is opened: opening a pipe waits for a writer, and a pipe's length is 0.
            var info = new FileInfo(path);
            if (!info.Exists || info.Length == 0)
                throw source.Error(info.Exists ? "the file is empty." : "there is no such file.");
            using FileStream stream = File.OpenRead(path);
            return Read(stream, source);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw source.Error($"the file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Writes a tensor, whole or not at all: to a temporary name, then renamed over an older file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Tensor tensor) => AtomicFile.Write(path, stream =>
    {
        stream.Write(NpyHeader.Write(tensor));
        TensorBytes.Write(stream, tensor);
    });

    private static Tensor Read(FileStream stream, ModelSource source)
    {
        NpyHeader header = NpyHeader.Read(stream, source);
        TensorShape shape = CheckShape(header, stream.Length - stream.Position, source);
        if (!header.FortranOrder || shape.Rank < 2)
            return RawElements.Read(header.Type, shape, Fill, header.BigEndian, source.ErrorOf);
        var reversed = new TensorShape([.. shape.Dimensions.Reverse()]);
        return RawElements.Read(header.Type, reversed, Fill, header.BigEndian, source.ErrorOf) switch
        {
            Tensor<float> t => Transpose(t, shape),
            Tensor<int> t => Transpose(t, shape),
            Tensor<long> t => Transpose(t, shape),
            Tensor other => Transpose((Tensor<bool>)other, shape),
        };

        void Fill(Span<byte> destination)
        {
            while (destination.Length > 0)
            {
                int read = stream.Read(destination);
                if (read == 0)
                    throw source.Error("the file ended early; it is being written by someone else.");
                destination = destination[read..];
            }
        }
    }

    /// <summary>Holds the shape against the bytes there are, before memory is asked for.</summary>
    private static TensorShape CheckShape(NpyHeader header, long bytes, ModelSource source)
    {
        TensorShape shape = StoredShape.Check(header.Dimensions, source.ErrorOf);
        long expected = (long)shape.Count * RawElements.SizeOf(header.Type);
        if (expected != bytes)
            throw source.ErrorOf($"holds {bytes:N0} bytes of elements, but its shape {shape} takes {expected:N0}");
        return shape;
    }

    /// <summary>Reverses all axes: Fortran order is the row-major order of the transposed array.</summary>
    private static Tensor<T> Transpose<T>(Tensor<T> stored, TensorShape shape)
        where T : unmanaged
    {
        var result = new Tensor<T>(shape);
        var index = new int[shape.Rank];
        int[] strides = stored.Shape.Strides();
        for (int i = 0; i < result.Data.Length; i++)
        {
            int from = 0;
            for (int axis = 0; axis < index.Length; axis++)
                from += index[axis] * strides[index.Length - 1 - axis];
            result.Data[i] = stored.Data[from];
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
        return result;
    }
}
