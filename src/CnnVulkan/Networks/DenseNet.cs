using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// DenseNet-121 (Huang et al. 2017, table 1): each layer sees all before it in its block, and adds 32 channels. Normalisation and ReLU
/// come before each convolution; transitions halve the channels and the picture.
/// </summary>
internal static class DenseNet
{
    private const int Growth = 32;

    public static readonly ImmutableArray<NetworkInfo> All =
    [
        new(PictureRange.ImageNet, (x, n) => [Layers(x, n, [6, 12, 24, 16])])
        {
            Name = "densenet121",
            Aliases = ["densenet"],
            Description = "DenseNet, 121 layers, growth 32",
            Paper = "Huang et al., Densely connected convolutional networks",
            Year = 2016,
            Input = new TensorShape(3, 224, 224),
            Classes = 1000,
        },
    ];

    private static NetworkLayer Layers(NetworkLayer picture, int classes, int[] blocks)
    {
        NetworkLayer x = picture.Conv(2 * Growth, 7, stride: 2, pad: 3, bias: false, name: "conv1").BatchNorm().Relu().MaxPool(3, 2, pad: 1);
        for (int block = 0; block < blocks.Length; block++)
        {
            for (int i = 0; i < blocks[block]; i++)
                x = x.DenseLayer($"dense{block + 1}_{i + 1}");
            if (block < blocks.Length - 1)
                x = x.In($"transition{block + 1}").BatchNorm().Relu().Conv(x.Channels / 2, 1, bias: false, exact: true, name: "conv").AveragePool(2, 2, name: "pool");
        }
        return x.In("").BatchNorm().Relu().GlobalAveragePool("pool_last").Dense(classes, exact: true, name: "fc").Softmax();
    }

    private static NetworkLayer DenseLayer(this NetworkLayer x, string name)
    {
        NetworkLayer start = x.In(name);
        NetworkLayer grown = start.BatchNorm().Relu()
            .Conv(4 * Growth, 1, bias: false, name: "conv1").BatchNorm().Relu()
            .Conv(Growth, 3, pad: 1, bias: false, name: "conv2");
        return start.Concat(grown);
    }
}
