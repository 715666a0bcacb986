using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Puts the weights of convolutions in the order in which a kernel reads them.</summary>
internal static class ConvWeights
{
    /// <summary>
    /// O×I×H×W, in groups of output channels, to [group·blocks][H·W][⌈I/4⌉][rows][4]: what a tile needs for four input channels at one tap
    /// lies side by side, in the order it is used. Zero past the last channels of a group.
    /// </summary>
    public static Tensor<float> ForSubgroup(Tensor<float> weights, int groups, int rows)
    {
        float[] data = weights.Data;
        int outputs = weights.Shape[0] / groups, inputs = weights.Shape[1], taps = weights.Shape.CountOf(2, weights.Shape.Rank);
        var arranged = new Tensor<float>(SubgroupShape(groups, outputs, inputs, taps, rows));
        int blocks = arranged.Shape[0] / groups, perBlock = arranged.Shape[1], vectors = Layouts.Vectors(inputs);
        float[] result = arranged.Data;
        Parallel.For(0, groups * blocks, block =>
        {
            int group = block / blocks, first = block % blocks * rows;
            for (int row = 0; row < Math.Min(rows, outputs - first); row++)
            {
                int source = (group * outputs + first + row) * inputs * taps;
                for (int input = 0; input < inputs; input++)
                {
                    int target = block * perBlock + (input / Layouts.Width * rows + row) * Layouts.Width + input % Layouts.Width;
                    for (int tap = 0; tap < taps; tap++)
                        result[target + tap * vectors * rows * Layouts.Width] = data[source++];
                }
            }
        });
        return arranged;
    }

    /// <summary>The shape of what <see cref="ForSubgroup"/> makes of filters of so many taps.</summary>
    public static TensorShape SubgroupShape(int groups, int groupOutputs, int groupInputs, int taps, int rows)
        => new(groups * ((groupOutputs + rows - 1) / rows), taps * Layouts.Vectors(groupInputs) * rows * Layouts.Width);

    /// <summary>
    /// O×I×H×W, in groups of output channels, to [group·blocks][H·W][⌈I/4⌉ rounded up to depth][4][rows][4]: vectors of output channels, for
    /// each input channel at each tap. Zero past the last channels of a group.
    /// </summary>
    /// <param name="weights">The weights.</param>
    /// <param name="g">The convolution.</param>
    /// <param name="rows">Vectors of output channels in a block.</param>
    /// <param name="depth">Vectors of input channels that are loaded together.</param>
    public static Tensor<float> ForTiles(Tensor<float> weights, ConvGeometry g, int rows, int depth)
    {
        int outputs = g.GroupOutputs, inputs = g.GroupInputs, taps = g.Taps;
        var arranged = new Tensor<float>(TiledShape(g, rows, depth));
        int perBlockOutputs = rows * Layouts.Width, blocks = arranged.Shape[0] / g.Group, padded = arranged.Shape[1] / (taps * perBlockOutputs);
        Parallel.For(0, g.Group * blocks, block =>
        {
            int group = block / blocks, first = block % blocks * perBlockOutputs;
            for (int output = 0; output < Math.Min(perBlockOutputs, outputs - first); output++)
            {
                int source = (group * outputs + first + output) * inputs * taps;
                for (int input = 0; input < inputs; input++)
                {
                    for (int tap = 0; tap < taps; tap++)
                        arranged.Data[((block * taps + tap) * padded + input) * perBlockOutputs + output] = weights.Data[source++];
                }
            }
        });
        return arranged;
    }

    /// <summary>The shape of what <see cref="ForTiles"/> makes of weights.</summary>
    public static TensorShape TiledShape(ConvGeometry g, int rows, int depth)
    {
        int perBlockOutputs = rows * Layouts.Width, blocks = (g.GroupOutputs + perBlockOutputs - 1) / perBlockOutputs;
        int padded = (Layouts.Vectors(g.GroupInputs) + depth - 1) / depth * depth * Layouts.Width;
        return new TensorShape(g.Group * blocks, g.Taps * padded * perBlockOutputs);
    }

    /// <summary>C×1×H×W of a depthwise convolution to [C/4][H·W][4].</summary>
    public static Tensor<float> ForDepthwise(Tensor<float> weights)
    {
        int channels = weights.Shape[0], taps = weights.Shape.CountOf(1, weights.Shape.Rank);
        var arranged = new Tensor<float>(new TensorShape(Layouts.Vectors(channels), taps * Layouts.Width));
        for (int channel = 0; channel < channels; channel++)
        {
            for (int tap = 0; tap < taps; tap++)
                arranged.Data[((channel / Layouts.Width * taps) + tap) * Layouts.Width + channel % Layouts.Width] = weights.Data[channel * taps + tap];
        }
        return arranged;
    }
}
