using System.Runtime.InteropServices;
using CnnVulkan.Tensors;

namespace CnnVulkan.Kernels;

/// <summary>What makes two constants the same in GPU memory: of what they were made, arranged for what, stored how.</summary>
/// <param name="Purpose">What they were arranged for: the order, which depends on nothing but this and the source.</param>
/// <param name="Type">How they are stored.</param>
/// <param name="Count">How many elements there are, arranged.</param>
/// <param name="Element">What the elements were before.</param>
/// <param name="Shape">The source's shape.</param>
/// <param name="Low">One half of a hash of its elements.</param>
/// <param name="High">The other half.</param>
internal sealed record ConstantKey(string Purpose, StorageType Type, long Count, ElementType Element, TensorShape Shape, ulong Low, ulong High)
{
    /// <summary>The key of a constant made of a source.</summary>
    public static ConstantKey Of(Tensor source, string purpose, StorageType type, long count)
    {
        // Anew for every plan: elements are the caller's, who may have changed them since.
        (ulong low, ulong high) = source switch
        {
            Tensor<float> t => Hash<float>(t.Data),
            Tensor<int> t => Hash<int>(t.Data),
            Tensor<long> t => Hash<long>(t.Data),
            Tensor<bool> t => Hash<bool>(t.Data),
            _ => throw new NotSupportedException(source.ElementType.ToString()),
        };
        return new ConstantKey(purpose, type, count, source.ElementType, source.Shape, low, high);
    }

    /// <summary>
    /// 128 bits, as fast as memory is read. Two chains, each multiplied by an odd number and turned in every step: not made to withstand someone who
    /// looks for two lists with one hash, who would only spoil his own results.
    /// </summary>
    public static (ulong Low, ulong High) Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong First = 0x9E3779B185EBCA87, Second = 0xC2B2AE3D27D4EB4F;
        ulong low = (ulong)bytes.Length ^ Second, high = (ulong)bytes.Length + First;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            low = (low ^ word) * First;
            low = (low << 31) | (low >> 33);
            high = (high + word) * Second;
            high = (high << 29) | (high >> 35);
        }
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            (low, high) = ((low ^ rest) * First, (high + rest + 1) * Second);
        return (Mixed(low ^ (high >> 32)), Mixed(high + low));
    }

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        return (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
    }

    /// <summary>In pieces, since a span of bytes counts no more than two thousand million.</summary>
    private static (ulong Low, ulong High) Hash<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        const int Piece = 1 << 24;
        if (elements.Length <= Piece)
            return Hash(MemoryMarshal.AsBytes(elements));
        Span<ulong> pieces = new ulong[2 * ((elements.Length + Piece - 1) / Piece)];
        for (int i = 0; i < pieces.Length / 2; i++)
            (pieces[2 * i], pieces[2 * i + 1]) = Hash(MemoryMarshal.AsBytes(elements.Slice(i * Piece, Math.Min(Piece, elements.Length - i * Piece))));
        return Hash(MemoryMarshal.AsBytes(pieces));
    }
}
