namespace CnnVulkan.Operators;

/// <summary>Reorders convolution weights for channel-packed kernels.</summary>
internal static class PackedConvWeights
{
    /// <summary>
    /// O×I×H×W, in groups of output channels, to [group·blocks][H·W][⌈I/4⌉][rows][4]: what a tile needs for four input channels at one tap
    /// lies side by side, in the order it is used. Zero past the last channels of a group.
    /// </summary>
    public static Tensor<float> Pack(Tensor<float> weights, int groups, int rows)
    {
        float[] data = weights.Data;
        int outputs = weights.Shape[0] / groups, inputs = weights.Shape[1], taps = weights.Shape.CountOf(2, weights.Shape.Rank);
        var packed = new Tensor<float>(PackedShape(groups, outputs, inputs, taps, rows));
        int blocks = packed.Shape[0] / groups, perBlock = packed.Shape[1], vectors = PackedLayout.Vectors(inputs);
        float[] result = packed.Data;
        Parallel.For(0, groups * blocks, block =>
        {
            int group = block / blocks, first = block % blocks * rows;
            for (int row = 0; row < Math.Min(rows, outputs - first); row++)
            {
                int source = (group * outputs + first + row) * inputs * taps;
                for (int input = 0; input < inputs; input++)
                {
                    int target = block * perBlock + (input / PackedLayout.Width * rows + row) * PackedLayout.Width + input % PackedLayout.Width;
                    for (int tap = 0; tap < taps; tap++)
                        result[target + tap * vectors * rows * PackedLayout.Width] = data[source++];
                }
            }
        });
        return packed;
    }

    /// <summary>The shape of what <see cref="Pack"/> makes of filters of so many taps.</summary>
    public static TensorShape PackedShape(int groups, int groupOutputs, int groupInputs, int taps, int rows)
        => new(groups * ((groupOutputs + rows - 1) / rows), taps * PackedLayout.Vectors(groupInputs) * rows * PackedLayout.Width);

    /// <summary>
    /// O×I×H×W, in groups of output channels, to [group·blocks][H·W][⌈I/4⌉ rounded up to depth][4][rows][4]: vectors of output channels, for
    /// each input channel at each tap. Zero past the last channels of a group.
    /// </summary>
    /// <param name="weights">The weights.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="rows">Vectors of output channels in a block.</param>
    /// <param name="depth">Vectors of input channels that are loaded together.</param>
    public static Tensor<float> PackTiled(Tensor<float> weights, int groups, int rows, int depth)
    {
        int outputs = weights.Shape[0] / groups, inputs = weights.Shape[1], taps = weights.Shape.CountOf(2, weights.Shape.Rank);
        var packed = new Tensor<float>(TiledShape(weights.Shape, groups, rows, depth));
        int perBlockOutputs = rows * PackedLayout.Width, blocks = packed.Shape[0] / groups, padded = packed.Shape[1] / (taps * perBlockOutputs);
        Parallel.For(0, groups * blocks, block =>
        {
            int group = block / blocks, first = block % blocks * perBlockOutputs;
            for (int output = 0; output < Math.Min(perBlockOutputs, outputs - first); output++)
            {
                int source = (group * outputs + first + output) * inputs * taps;
                for (int input = 0; input < inputs; input++)
                {
                    for (int tap = 0; tap < taps; tap++)
                        packed.Data[((block * taps + tap) * padded + input) * perBlockOutputs + output] = weights.Data[source++];
                }
            }
        });
        return packed;
    }

    /// <summary>The shape of what <see cref="PackTiled"/> makes of weights.</summary>
    public static TensorShape TiledShape(TensorShape weights, int groups, int rows, int depth)
    {
        int perBlockOutputs = rows * PackedLayout.Width, blocks = (weights[0] / groups + perBlockOutputs - 1) / perBlockOutputs;
        int padded = (PackedLayout.Vectors(weights[1]) + depth - 1) / depth * depth * PackedLayout.Width;
        return new TensorShape(groups * blocks, weights.CountOf(2, weights.Rank) * padded * perBlockOutputs);
    }

    /// <summary>C×1×H×W of a depthwise convolution to [C/4][H·W][4].</summary>
    public static Tensor<float> PackDepthwise(Tensor<float> weights)
    {
        int channels = weights.Shape[0], taps = weights.Shape.CountOf(1, weights.Shape.Rank);
        var packed = new Tensor<float>(new TensorShape(PackedLayout.Vectors(channels), taps * PackedLayout.Width));
        for (int channel = 0; channel < channels; channel++)
        {
            for (int tap = 0; tap < taps; tap++)
                packed.Data[((channel / PackedLayout.Width * taps) + tap) * PackedLayout.Width + channel % PackedLayout.Width] = weights.Data[channel * taps + tap];
        }
        return packed;
    }
}
