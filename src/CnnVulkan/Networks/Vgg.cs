using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// The VGG networks (Simonyan and Zisserman 2015, table 1). One column of the table is one list of blocks: the kernels of its
/// convolutions. After each block a 2×2 max pool.
/// </summary>
internal static class Vgg
{
    private static readonly ImmutableArray<int> Channels = [64, 128, 256, 512, 512];

    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("vgg11", "A", "11 layers", [[3], [3], [3, 3], [3, 3], [3, 3]]),
        Info("vgg11-lrn", "A-LRN", "11 layers, with local response normalisation", [[3], [3], [3, 3], [3, 3], [3, 3]], lrn: true),
        Info("vgg13", "B", "13 layers", [[3, 3], [3, 3], [3, 3], [3, 3], [3, 3]]),
        Info("vgg16-c", "C", "16 layers, some of 1×1", [[3, 3], [3, 3], [3, 3, 1], [3, 3, 1], [3, 3, 1]]),
        Info("vgg16", "D", "16 layers", [[3, 3], [3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]]),
        Info("vgg19", "E", "19 layers", [[3, 3], [3, 3], [3, 3, 3, 3], [3, 3, 3, 3], [3, 3, 3, 3]]),
    ];

    private static NetworkLayer Layers(NetworkLayer picture, int classes, int[][] blocks, bool lrn)
    {
        NetworkLayer x = picture;
        for (int block = 0; block < blocks.Length; block++)
        {
            for (int i = 0; i < blocks[block].Length; i++)
            {
                int kernel = blocks[block][i];
                x = x.Conv(Channels[block], kernel, pad: kernel / 2, name: $"conv{block + 1}_{i + 1}").Relu();
                if (lrn && block == 0)
                    x = x.PaperLrn();
            }
            x = x.MaxPool(2, 2);
        }
        return x
            .Dense(4096, name: "fc6").Relu().Dropout()
            .Dense(4096, name: "fc7").Relu().Dropout()
            .Dense(classes, exact: true, name: "fc8").Softmax();
    }

    private static NetworkInfo Info(string name, string column, string description, int[][] blocks, bool lrn = false) => new(PictureRange.ImageNet, (x, n) => [Layers(x, n, blocks, lrn)])
    {
        Name = name,
        Aliases = [$"vgg-{column}"],
        Description = $"VGG {column}: {description}",
        Paper = "Simonyan and Zisserman, Very deep convolutional networks for large-scale image recognition",
        Year = 2014,
        Input = new TensorShape(3, 224, 224),
        Classes = 1000,
    };
}
