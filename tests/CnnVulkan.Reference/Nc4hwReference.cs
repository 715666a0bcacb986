namespace CnnVulkan.Reference;

/// <summary>Values N×C×… as they lie in <see cref="Layout.Nc4hw"/>, N×⌈C/4⌉×…×4, and back.</summary>
public static class Nc4hwReference
{
    /// <summary>Puts the channels in vectors of four; what there is no channel for becomes the filler.</summary>
    public static Tensor<float> Store(Tensor<float> plain, float filler = 0)
    {
        TensorShape s = plain.Shape;
        var stored = new Tensor<float>(new TensorShape([s[0], (s[1] + 3) / 4, .. s.Dimensions.Skip(2), 4]));
        Array.Fill(stored.Data, filler);
        foreach ((int from, int to) in Places(s))
            stored.Data[to] = plain.Data[from];
        return stored;
    }

    /// <summary>Takes the channels there are out of the vectors.</summary>
    /// <param name="stored">The elements as they lie, under any shape.</param>
    /// <param name="shape">The value's shape, N×C×….</param>
    public static Tensor<float> Load(Tensor<float> stored, TensorShape shape)
    {
        var plain = new Tensor<float>(shape);
        foreach ((int from, int to) in Places(shape))
            plain.Data[from] = stored.Data[to];
        return plain;
    }

    /// <summary>The elements that no channel has a place for.</summary>
    public static IEnumerable<float> Missing(Tensor<float> stored, TensorShape shape)
    {
        var channels = new HashSet<int>(Places(shape).Select(p => p.To));
        return stored.Data.Where((_, i) => !channels.Contains(i));
    }

    private static IEnumerable<(int From, int To)> Places(TensorShape s)
    {
        int channels = s[1], vectors = (channels + 3) / 4, pixels = s.CountOf(2, s.Rank);
        for (int i = 0; i < s.Count; i++)
        {
            int pixel = i % pixels, c = i / pixels % channels, n = i / pixels / channels;
            yield return (i, (((n * vectors) + c / 4) * pixels + pixel) * 4 + c % 4);
        }
    }
}
