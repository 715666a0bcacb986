using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// The residual networks for pictures of 32×32 (He et al. 2016, section 4.2): 6n + 2 layers, three stages of 16, 32 and 64 channels, shortcuts
/// of option A.
/// </summary>
internal static class CifarResNet
{
    public static readonly ImmutableArray<NetworkInfo> All = [.. new[] { 20, 32, 44, 56, 110 }.Select(Info)];

    private static NetworkLayer Layers(NetworkLayer picture, int classes, int blocks)
    {
        NetworkLayer x = picture.Conv(16, 3, pad: 1, bias: false, name: "conv1").BatchNorm().Relu();
        for (int stage = 0; stage < 3; stage++)
        {
            for (int i = 0; i < blocks; i++)
                x = x.Basic($"conv{stage + 2}_{i + 1}", 16 << stage, stride: stage > 0 && i == 0 ? 2 : 1, Shortcut.ZeroPadding, 3 * blocks);
        }
        return x.In("").GlobalAveragePool("pool").Dense(classes, exact: true, name: "fc").Softmax();
    }

    private static NetworkInfo Info(int layers) => new(PictureRange.Cifar, (x, n) => [Layers(x, n, (layers - 2) / 6)])
    {
        Name = $"cifar-resnet{layers}",
        Aliases = [$"resnet{layers}", $"resnet{layers}-cifar"],
        Description = $"ResNet for CIFAR-10, {layers} layers",
        Paper = "He et al., Deep residual learning for image recognition",
        Year = 2015,
        Input = new TensorShape(3, 32, 32),
        Classes = 10,
    };
}
