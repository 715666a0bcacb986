using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// The residual networks for ImageNet (He et al. 2016, table 1) and the plain networks they are compared with. Option A, B or C is what
/// shortcuts do where the shape changes (section 4.1); B where a name does not say.
/// </summary>
internal static class ResNet
{
    private static readonly ImmutableArray<int> Channels = [64, 128, 256, 512];

    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Basic("plain18", "18 layers, no shortcuts", [2, 2, 2, 2], Shortcut.None),
        Basic("plain34", "34 layers, no shortcuts", [3, 4, 6, 3], Shortcut.None),
        Basic("resnet18", "18 layers", [2, 2, 2, 2], Shortcut.Projection) with { Aliases = ["resnet18-b"] },
        Basic("resnet18-a", "18 layers, shortcuts A: padded with zeros", [2, 2, 2, 2], Shortcut.ZeroPadding),
        Basic("resnet18-c", "18 layers, shortcuts C: all projections", [2, 2, 2, 2], Shortcut.AllProjections),
        Basic("resnet34", "34 layers", [3, 4, 6, 3], Shortcut.Projection) with { Aliases = ["resnet34-b"] },
        Basic("resnet34-a", "34 layers, shortcuts A: padded with zeros", [3, 4, 6, 3], Shortcut.ZeroPadding),
        Basic("resnet34-c", "34 layers, shortcuts C: all projections", [3, 4, 6, 3], Shortcut.AllProjections),
        Bottleneck("resnet50", "50 layers, bottlenecks", [3, 4, 6, 3]),
        Bottleneck("resnet50-v1.5", "50 layers, stride in the 3×3 (torchvision's)", [3, 4, 6, 3], strideInMiddle: true),
        Bottleneck("resnet101", "101 layers, bottlenecks", [3, 4, 23, 3]),
        Bottleneck("resnet152", "152 layers, bottlenecks", [3, 8, 36, 3]),
    ];

    private delegate NetworkLayer Block(NetworkLayer x, string name, int channels, int stride);

    private static NetworkLayer Layers(NetworkLayer picture, int classes, int[] blocks, Block block)
    {
        NetworkLayer x = picture.Conv(64, 7, stride: 2, pad: 3, bias: false, name: "conv1").BatchNorm().Relu().MaxPool(3, 2, pad: 1);
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            for (int i = 0; i < blocks[stage]; i++)
                x = block(x, $"conv{stage + 2}_{i + 1}", Channels[stage], stride: stage > 0 && i == 0 ? 2 : 1);
        }
        return x.In("").GlobalAveragePool("pool5").Dense(classes, exact: true, name: "fc").Softmax();
    }

    private static NetworkInfo Basic(string name, string description, int[] blocks, Shortcut shortcut)
        => Info(name, description, blocks, (x, block, channels, stride) => x.Basic(block, channels, stride, shortcut, blocks.Sum()));

    private static NetworkInfo Bottleneck(string name, string description, int[] blocks, bool strideInMiddle = false)
        => Info(name, description, blocks, (x, block, channels, stride) => x.Bottleneck(block, channels, stride, blocks.Sum(), strideInMiddle));

    private static NetworkInfo Info(string name, string description, int[] blocks, Block block) => new(PictureRange.ImageNet, (x, n) => [Layers(x, n, blocks, block)])
    {
        Name = name,
        Description = name.StartsWith("plain", StringComparison.Ordinal) ? $"Plain network, {description}" : $"ResNet, {description}",
        Paper = "He et al., Deep residual learning for image recognition",
        Year = 2015,
        Input = new TensorShape(3, 224, 224),
        Classes = 1000,
    };
}
