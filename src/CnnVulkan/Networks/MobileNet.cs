using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// MobileNet V1 (Howard et al. 2017, table 1) and V2 (Sandler et al. 2018, table 2), for any width multiplier. V1 rounds scaled channels,
/// V2 to multiples of 8, as its authors' code does; its last convolution never has fewer than 1280 channels (section 5).
/// </summary>
internal static class MobileNet
{
    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("mobilenetv1", 2017, "depthwise separable convolutions", "Howard et al., MobileNets: Efficient convolutional neural networks for mobile vision applications", PictureRange.Symmetric, V1) with { Aliases = ["mobilenet"] },
        Info("mobilenetv2", 2018, "inverted residuals, linear bottlenecks", "Sandler et al., MobileNetV2: Inverted residuals and linear bottlenecks", PictureRange.ImageNet, V2),
    ];

    private static NetworkLayer V1(NetworkLayer picture, int classes)
    {
        (int Channels, int Stride)[] blocks =
        [
            (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
            (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
        ];
        NetworkLayer x = picture.Conv(32, 3, stride: 2, pad: 1, bias: false, name: "conv1").BatchNorm().Relu();
        for (int i = 0; i < blocks.Length; i++)
        {
            x = x.In($"conv{i + 2}").DepthwiseConv(3, blocks[i].Stride, pad: 1, name: "dw").BatchNorm().Relu()
                .Conv(blocks[i].Channels, 1, bias: false, name: "pw").BatchNorm().Relu();
        }
        return x.In("").GlobalAveragePool("pool").Dense(classes, exact: true, name: "fc").Softmax();
    }

    private static NetworkLayer V2(NetworkLayer picture, int classes)
    {
        (int Expansion, int Channels, int Repeats, int Stride)[] stages =
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];
        NetworkLayer x = picture.Unit(picture.InEights("conv1", 32), 3, 2, "conv1");
        int number = 2;
        foreach ((int expansion, int channels, int repeats, int stride) in stages)
        {
            for (int i = 0; i < repeats; i++)
                x = x.InvertedResidual($"block{number++}", expansion, channels, i == 0 ? stride : 1);
        }
        x = x.In("");
        int last = Math.Max(x.InEights("conv_last", 1280), 1280);
        return x.Unit(last, 1, 1, "conv_last").GlobalAveragePool("pool").Dropout().Dense(classes, exact: true, name: "fc").Softmax();
    }

    /// <summary>Widened by 1×1, filtered channel by channel, narrowed without an activation; added to the input where shapes allow.</summary>
    private static NetworkLayer InvertedResidual(this NetworkLayer x, string name, int expansion, int channels, int stride)
    {
        NetworkLayer start = x.In(name);
        NetworkLayer wide = expansion == 1 ? start : start.Unit(expansion * x.Channels, 1, 1, "expand");
        NetworkLayer y = wide.DepthwiseConv(3, stride, pad: 1, name: "dw").BatchNorm().Relu6()
            .Conv(start.InEights("project", channels), 1, bias: false, exact: true, name: "project").BatchNorm();
        return stride == 1 && y.Channels == x.Channels ? y.Add(start) : y;
    }

    private static NetworkLayer Unit(this NetworkLayer x, int channels, int kernel, int stride, string name)
        => x.Conv(channels, kernel, stride, kernel / 2, bias: false, exact: true, name: name).BatchNorm().Relu6();

    /// <summary>Scaled channels to the nearest multiple of 8, but no more than a tenth lost and never fewer than 8.</summary>
    private static int InEights(this NetworkLayer x, string layer, int channels)
    {
        double scaled = x.ScaledExactly(layer, channels);
        int eights = Math.Max((int)(scaled + 4) / 8 * 8, 8);
        return eights < 0.9 * scaled ? eights + 8 : eights;
    }

    private static NetworkInfo Info(
        string name, int year, string description, string paper, Func<int, int, Preprocessing> preprocessing, Func<NetworkLayer, int, NetworkLayer> layers)
        => new(preprocessing, (x, n) => [layers(x, n)])
        {
            Name = name,
            Description = $"MobileNet V{name[^1]}, {description}",
            Paper = paper,
            Year = year,
            Input = new TensorShape(3, 224, 224),
            Classes = 1000,
        };
}
