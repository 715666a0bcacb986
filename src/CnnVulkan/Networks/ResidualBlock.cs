namespace CnnVulkan;

/// <summary>
/// The blocks of residual networks (He et al. 2016, figure 5). Every convolution is followed by batch normalisation and has no bias. The last
/// normalisation before the addition starts with the scale 1/√(number of blocks): with 1, untrained weights double the variance in every
/// block, 2^50 times in ResNet-152, beyond what 16 bits hold (Hanin and Rolnick 2018 on how such sums must be weighted).
/// </summary>
internal static class ResidualBlock
{
    /// <summary>Two 3×3 convolutions.</summary>
    /// <param name="x">The input.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="stride">The first convolution's stride.</param>
    /// <param name="shortcut">What is added.</param>
    /// <param name="blocks">How many blocks the network has.</param>
    public static NetworkLayer Basic(this NetworkLayer x, string name, int channels, int stride, Shortcut shortcut, int blocks)
    {
        NetworkLayer start = x.In(name);
        return start
            .Conv(channels, 3, stride, pad: 1, bias: false, name: "conv1").BatchNorm().Relu()
            .Conv(channels, 3, pad: 1, bias: false, name: "conv2").BatchNorm(scale: shortcut == Shortcut.None ? 1 : Share(blocks))
            .AddShortcut(start, stride, shortcut);
    }

    /// <summary>A 1×1 convolution down to fewer channels, a 3×3, and a 1×1 up to four times as many.</summary>
    /// <param name="x">The input.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="channels">The fewer channels.</param>
    /// <param name="stride">The block's stride.</param>
    /// <param name="blocks">How many blocks the network has.</param>
    /// <param name="strideInMiddle">Whether the 3×3 has it, as torchvision's networks do, instead of the paper's first 1×1.</param>
    public static NetworkLayer Bottleneck(this NetworkLayer x, string name, int channels, int stride, int blocks, bool strideInMiddle)
    {
        NetworkLayer start = x.In(name);
        return start
            .Conv(channels, 1, strideInMiddle ? 1 : stride, bias: false, name: "conv1").BatchNorm().Relu()
            .Conv(channels, 3, strideInMiddle ? stride : 1, pad: 1, bias: false, name: "conv2").BatchNorm().Relu()
            .Conv(4 * channels, 1, bias: false, name: "conv3").BatchNorm(scale: Share(blocks))
            .AddShortcut(start, stride, Shortcut.Projection);
    }

    private static float Share(int blocks) => (float)(1 / Math.Sqrt(blocks));

    private static NetworkLayer AddShortcut(this NetworkLayer y, NetworkLayer x, int stride, Shortcut shortcut)
    {
        if (shortcut == Shortcut.None)
            return y.Relu();
        bool changes = stride != 1 || x.Channels != y.Channels;
        bool projects = shortcut == Shortcut.AllProjections || (shortcut == Shortcut.Projection && changes);
        NetworkLayer side = projects
            ? x.Conv(y.Channels, 1, stride, bias: false, exact: true, name: "shortcut").BatchNorm()
            : x.SubsampleAndPad(y.Channels, stride);
        return y.Add(side).Relu();
    }
}
