namespace CnnVulkan.Reference;

/// <summary>The largest of each group of consecutive channels.</summary>
public static class MaxoutReference
{
    /// <summary>N×(C·pieces)×… becomes N×C×….</summary>
    public static Tensor<float> Run(Tensor<float> x, int pieces)
    {
        var result = new Tensor<float>(x.Shape.With(1, x.Shape[1] / pieces));
        foreach (int[] index in MultiIndex.All(result.Shape))
        {
            int at = MultiIndex.Flat(result.Shape, index);
            int channel = index[1];
            result.Data[at] = float.NegativeInfinity;
            for (int piece = 0; piece < pieces; piece++)
            {
                index[1] = channel * pieces + piece;
                result.Data[at] = Math.Max(result.Data[at], x.Data[MultiIndex.Flat(x.Shape, index)]);
            }
        }
        return result;
    }
}
