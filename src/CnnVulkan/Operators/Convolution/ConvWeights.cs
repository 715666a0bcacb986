namespace CnnVulkan.Operators;

/// <summary>Reorders convolution weights into the order register tiles read them.</summary>
internal static class ConvWeights
{
    /// <summary>
    /// O×I×kernel, in groups of output channels, to [group·blocks][I][kernel][tile]: a tile's weights of one tap lie side by side,
    /// and taps in the order they are used. Zero past the last channel of a group.
    /// </summary>
    public static Tensor<float> Pack(Tensor<float> weights, int groups, int tile)
    {
        int outputs = weights.Shape[0] / groups, taps = weights.Shape.CountOf(1, weights.Shape.Rank);
        int blocks = (outputs + tile - 1) / tile;
        var packed = new Tensor<float>(new TensorShape(groups * blocks, taps * tile));
        for (int group = 0; group < groups; group++)
        {
            for (int o = 0; o < outputs; o++)
            {
                int source = (group * outputs + o) * taps;
                int target = ((group * blocks + o / tile) * taps * tile) + o % tile;
                for (int tap = 0; tap < taps; tap++)
                    packed.Data[target + tap * tile] = weights.Data[source + tap];
            }
        }
        return packed;
    }
}
