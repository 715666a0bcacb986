using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// AlexNet (Krizhevsky et al. 2012, figure 2 and section 3.5), on 227×227: the paper says 224, but (224 - 11)/4 + 1 is no whole number and
/// the 55×55 it gives are those of 227. The response normalisation is the paper's, k = 2, n = 5, α = 1e-4, β = 0.75; the operator divides
/// α by n, so 5e-4 is passed.
/// </summary>
internal static class AlexNet
{
    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("alexnet", 227, "AlexNet, one column", "Krizhevsky et al., ImageNet classification with deep convolutional neural networks", 2012, (x, n) => Column(x, n, groups: 1)),
        Info("alexnet-groups", 227, "AlexNet as on two GPUs: conv2, conv4 and conv5 in two groups", "Krizhevsky et al., ImageNet classification with deep convolutional neural networks", 2012, (x, n) => Column(x, n, groups: 2)) with { Aliases = ["caffenet", "alexnet-original"] },
        Info("alexnet-owt", 224, "AlexNet, one narrower tower without normalisation (torchvision's)", "Krizhevsky, One weird trick for parallelizing convolutional neural networks", 2014, OneTower),
    ];

    /// <summary>Local response normalisation as the paper gives it; VGG A-LRN and ZFNet take it over.</summary>
    public static NetworkLayer PaperLrn(this NetworkLayer x) => x.Lrn(5, alpha: 5e-4f, beta: 0.75f, bias: 2);

    private static NetworkLayer Column(NetworkLayer picture, int classes, int groups) => picture
        .Conv(96, 11, stride: 4).Relu().PaperLrn().MaxPool(3, 2)
        .Conv(256, 5, pad: 2, groups: groups).Relu().PaperLrn().MaxPool(3, 2)
        .Conv(384, 3, pad: 1).Relu()
        .Conv(384, 3, pad: 1, groups: groups).Relu()
        .Conv(256, 3, pad: 1, groups: groups).Relu().MaxPool(3, 2, name: "pool5")
        .Dense(4096, name: "fc6").Relu().Dropout()
        .Dense(4096, name: "fc7").Relu().Dropout()
        .Dense(classes, exact: true, name: "fc8").Softmax();

    private static NetworkLayer OneTower(NetworkLayer picture, int classes) => picture
        .Conv(64, 11, stride: 4, pad: 2).Relu().MaxPool(3, 2)
        .Conv(192, 5, pad: 2).Relu().MaxPool(3, 2)
        .Conv(384, 3, pad: 1).Relu()
        .Conv(256, 3, pad: 1).Relu()
        .Conv(256, 3, pad: 1).Relu().MaxPool(3, 2, name: "pool5")
        .Dropout().Dense(4096, name: "fc6").Relu()
        .Dropout().Dense(4096, name: "fc7").Relu()
        .Dense(classes, exact: true, name: "fc8").Softmax();

    private static NetworkInfo Info(string name, int size, string description, string paper, int year, Func<NetworkLayer, int, NetworkLayer> layers) => new(size == 227 ? PictureRange.AlexNet : PictureRange.ImageNet, (x, n) => [layers(x, n)])
    {
        Name = name,
        Description = description,
        Paper = paper,
        Year = year,
        Input = new TensorShape(3, size, size),
        Classes = 1000,
    };
}
