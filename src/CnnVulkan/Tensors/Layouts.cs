namespace CnnVulkan.Tensors;

/// <summary>What follows from a <see cref="Layout"/>: how many elements lie there, and in which order.</summary>
internal static class Layouts
{
    /// <summary>Channels that lie side by side in <see cref="Layout.Nc4hw"/>.</summary>
    public const int Width = 4;

    /// <summary>Vectors of four that hold so many channels.</summary>
    public static int Vectors(int channels) => (channels + Width - 1) / Width;

    /// <summary>The extents as the elements lie, outermost first: N×⌈C/4⌉×…×4 of N×C×… in <see cref="Layout.Nc4hw"/>.</summary>
    public static TensorShape Stored(this Layout layout, TensorShape shape) => layout == Layout.Nchw
        ? shape
        : new TensorShape([shape[0], Vectors(shape[1]), .. shape.Dimensions.Skip(2), Width]);

    /// <summary>How many elements lie there, those that fill up vectors included.</summary>
    public static int Count(this Layout layout, TensorShape shape) => layout == Layout.Nchw ? shape.Count : layout.Stored(shape).Count;

    /// <summary>The same as a number that may be more than a tensor can have.</summary>
    public static long LongCount(this Layout layout, TensorShape shape)
        => layout == Layout.Nchw || shape.Count == 0 ? shape.Count : (long)(shape.Count / shape[1]) * Vectors(shape[1]) * Width;

    /// <summary>Whether a value can lie so: it has a batch, channels and one to three further axes, and is not too large with its vectors filled up.</summary>
    public static bool Takes(this Layout layout, TensorShape shape) => layout == Layout.Nchw || (shape.Rank is >= 3 and <= 5 && layout.LongCount(shape) <= int.MaxValue);

    /// <summary>Whether a value lies the same either way: single pixels whose channels fill whole vectors.</summary>
    public static bool Coincide(TensorShape shape) => shape[1] % Width == 0 && shape.CountOf(2, shape.Rank) == 1;
}
