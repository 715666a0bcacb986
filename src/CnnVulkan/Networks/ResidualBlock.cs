namespace CnnVulkan;

/// <summary>The blocks of residual networks (He et al. 2016, figure 5). Every convolution is followed by batch normalisation and has no bias.</summary>
internal static class ResidualBlock
{
    /// <summary>Two 3×3 convolutions.</summary>
    public static NetworkLayer Basic(this NetworkLayer x, string name, int channels, int stride, Shortcut shortcut)
    {
        NetworkLayer start = x.In(name);
        return start
            .Conv(channels, 3, stride, pad: 1, bias: false, name: "conv1").BatchNorm().Relu()
            .Conv(channels, 3, pad: 1, bias: false, name: "conv2").BatchNorm()
            .AddShortcut(start, stride, shortcut);
    }

    /// <summary>A 1×1 convolution down to fewer channels, a 3×3, and a 1×1 up to four times as many.</summary>
    /// <param name="x">The input.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="channels">The fewer channels.</param>
    /// <param name="stride">The block's stride.</param>
    /// <param name="strideInMiddle">Whether the 3×3 has it, as torchvision's networks do, instead of the paper's first 1×1.</param>
    public static NetworkLayer Bottleneck(this NetworkLayer x, string name, int channels, int stride, bool strideInMiddle)
    {
        NetworkLayer start = x.In(name);
        return start
            .Conv(channels, 1, strideInMiddle ? 1 : stride, bias: false, name: "conv1").BatchNorm().Relu()
            .Conv(channels, 3, strideInMiddle ? stride : 1, pad: 1, bias: false, name: "conv2").BatchNorm().Relu()
            .Conv(4 * channels, 1, bias: false, name: "conv3").BatchNorm()
            .AddShortcut(start, stride, Shortcut.Projection);
    }

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
