using System.Runtime.InteropServices;

namespace CnnVulkan.Models;

/// <summary>Tensors as files store them: elements in order, the least significant byte first.</summary>
internal static class TensorBytes
{
    /// <summary>A span of bytes holds 2^31 - 1 of them; tensors may hold more.</summary>
    private const int MostElements = 1 << 27;

    /// <summary>How many bytes a tensor takes.</summary>
    public static long CountOf(Tensor tensor) => (long)tensor.Shape.Count * SizeOf(tensor.ElementType);

    /// <summary>All bytes of a tensor of less than 2 GiB; the tensor's own memory.</summary>
    public static ReadOnlyMemory<byte> Of(Tensor tensor) => tensor switch
    {
        Tensor<float> t => new ElementBytes<float>(t.Data).Memory,
        Tensor<int> t => new ElementBytes<int>(t.Data).Memory,
        Tensor<long> t => new ElementBytes<long>(t.Data).Memory,
        _ => new ElementBytes<bool>(((Tensor<bool>)tensor).Data).Memory,
    };

    /// <summary>Writes a tensor of any size.</summary>
    public static void Write(Stream stream, Tensor tensor)
    {
        switch (tensor)
        {
            case Tensor<float> t: Write(stream, t.Data); break;
            case Tensor<int> t: Write(stream, t.Data); break;
            case Tensor<long> t: Write(stream, t.Data); break;
            case Tensor<bool> t: Write(stream, t.Data); break;
        }
    }

    private static void Write<T>(Stream stream, T[] elements)
        where T : unmanaged
    {
        for (long start = 0; start < elements.Length; start += MostElements)
            stream.Write(MemoryMarshal.AsBytes(elements.AsSpan((int)start, (int)Math.Min(MostElements, elements.Length - start))));
    }

    private static int SizeOf(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.Int64 => 8,
        _ => 4,
    };
}
