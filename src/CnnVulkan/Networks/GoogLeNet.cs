using System.Collections.Immutable;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// GoogLeNet (Szegedy et al. 2015, table 1), and the form of it that torchvision carries: batch normalisation instead of biases and
/// response normalisation, 3×3 where the paper has 5×5, a 2×2 fourth pool. The auxiliary heads of training (section 5) are outputs
/// <c>aux1/prob</c> and <c>aux2/prob</c>.
/// </summary>
internal static class GoogLeNet
{
    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("googlenet", "22 layers of inception modules", (x, n) => Layers(x, n, batchNorm: false, auxiliary: false)) with { Aliases = ["inception-v1"] },
        Info("googlenet-aux", "with its two auxiliary heads", (x, n) => Layers(x, n, batchNorm: false, auxiliary: true)),
        Info("googlenet-bn", "with batch normalisation and 3×3 for 5×5 (torchvision's)", (x, n) => Layers(x, n, batchNorm: true, auxiliary: false)),
    ];

    private static NetworkLayer[] Layers(NetworkLayer picture, int classes, bool batchNorm, bool auxiliary)
    {
        NetworkLayer x = picture.Unit(64, 7, batchNorm, "conv1", stride: 2).Down("pool1").Normalize(batchNorm)
            .Unit(64, 1, batchNorm, "conv2_reduce").Unit(192, 3, batchNorm, "conv2").Normalize(batchNorm).Down("pool2")
            .Inception("3a", batchNorm, 64, (96, 128), (16, 32), 32)
            .Inception("3b", batchNorm, 128, (128, 192), (32, 96), 64).Down("pool3")
            .Inception("4a", batchNorm, 192, (96, 208), (16, 48), 64);
        NetworkLayer first = x;
        x = x.Inception("4b", batchNorm, 160, (112, 224), (24, 64), 64)
            .Inception("4c", batchNorm, 128, (128, 256), (24, 64), 64)
            .Inception("4d", batchNorm, 112, (144, 288), (32, 64), 64);
        NetworkLayer second = x;
        x = x.Inception("4e", batchNorm, 256, (160, 320), (32, 128), 128).Down("pool4", batchNorm ? 2 : 3)
            .Inception("5a", batchNorm, 256, (160, 320), (32, 128), 128)
            .Inception("5b", batchNorm, 384, (192, 384), (48, 128), 128);
        NetworkLayer scores = x.In("").GlobalAveragePool("pool5").Dropout(0.4f).Dense(classes, exact: true, name: "fc").Softmax();
        return auxiliary ? [scores, first.In("aux1").Head(classes), second.In("aux2").Head(classes)] : [scores];
    }

    /// <summary>Figure 2b: four branches side by side; the pairs are a 1×1 reduction and what follows it.</summary>
    private static NetworkLayer Inception(
        this NetworkLayer x, string name, bool batchNorm, int one, (int Reduce, int Out) three, (int Reduce, int Out) five, int poolProjection)
    {
        NetworkLayer start = x.In($"inception_{name}");
        return start.Unit(one, 1, batchNorm, "1x1").Concat(
            start.Unit(three.Reduce, 1, batchNorm, "3x3_reduce").Unit(three.Out, 3, batchNorm, "3x3"),
            start.Unit(five.Reduce, 1, batchNorm, "5x5_reduce").Unit(five.Out, batchNorm ? 3 : 5, batchNorm, "5x5"),
            start.MaxPool(3, 1, pad: 1, name: "pool").Unit(poolProjection, 1, batchNorm, "pool_proj"));
    }

    private static NetworkLayer Head(this NetworkLayer x, int classes) => x
        .AveragePool(5, 3, name: "pool").Conv(128, 1, name: "conv").Relu()
        .Dense(1024, name: "fc1").Relu().Dropout(0.7f)
        .Dense(classes, exact: true, name: "fc2").Softmax();

    private static NetworkLayer Unit(this NetworkLayer x, int channels, int kernel, bool batchNorm, string name, int stride = 1)
    {
        NetworkLayer y = x.Conv(channels, kernel, stride, kernel / 2, bias: !batchNorm, name: name);
        return (batchNorm ? y.BatchNorm(epsilon: 1e-3f) : y).Relu();
    }

    private static NetworkLayer Down(this NetworkLayer x, string name, int kernel = 3) => x.In("").MaxPool(kernel, 2, rounding: WindowRounding.Ceil, name: name);

    private static NetworkLayer Normalize(this NetworkLayer x, bool batchNorm) => batchNorm ? x : x.Lrn(5);

    private static NetworkInfo Info(string name, string description, Func<NetworkLayer, int, NetworkLayer[]> layers) => new(PictureRange.ImageNet, layers)
    {
        Name = name,
        Description = $"GoogLeNet, {description}",
        Paper = "Szegedy et al., Going deeper with convolutions",
        Year = 2014,
        Input = new TensorShape(3, 224, 224),
        Classes = 1000,
    };
}
