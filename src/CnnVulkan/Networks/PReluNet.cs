using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// The PReLU networks (He et al. 2015, "Delving Deep into Rectifiers"): models A, B and C of table 3, and the small one of 14 layers of
/// table 1. A spatial pyramid before the dense layers makes them take pictures of other sizes.
/// </summary>
internal static class PReluNet
{
    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("prelunet-small", "14 layers of 2×2", Small),
        Info("prelunet-a", "model A, 19 layers", (x, n) => Large(x, n, depth: 5, [256, 512, 512])) with { Aliases = ["prelunet"] },
        Info("prelunet-b", "model B, 22 layers", (x, n) => Large(x, n, depth: 6, [256, 512, 512])),
        Info("prelunet-c", "model C, 22 wide layers", (x, n) => Large(x, n, depth: 6, [384, 768, 896])),
    ];

    private static NetworkLayer Large(NetworkLayer picture, int classes, int depth, int[] channels)
    {
        NetworkLayer x = picture.Conv(96, 7, stride: 2, pad: 3, name: "conv1").PRelu().MaxPool(2, 2, name: "pool1");
        for (int stage = 0; stage < channels.Length; stage++)
        {
            if (stage > 0)
                x = x.MaxPool(2, 2, name: $"pool{stage + 1}");
            for (int i = 0; i < depth; i++)
                x = x.Conv(channels[stage], 3, pad: 1, name: $"conv{stage + 2}_{i + 1}").PRelu();
        }
        return x.SpatialPyramid(7, 3, 2, 1).Scores(classes);
    }

    /// <summary>
    /// The pads of the 2×2 convolutions alternate between 1 and 0, which keeps the maps at 36 and 18 (He and Sun 2015, "Convolutional
    /// neural networks at constrained time cost", whose model E this is).
    /// </summary>
    private static NetworkLayer Small(NetworkLayer picture, int classes)
    {
        NetworkLayer x = picture.Conv(64, 7, stride: 2, name: "conv1").PRelu().MaxPool(3, 3, name: "pool1");
        for (int i = 0; i < 4; i++)
            x = x.Conv(128, 2, pad: (i + 1) % 2, name: $"conv2_{i + 1}").PRelu();
        x = x.MaxPool(2, 2, name: "pool2");
        for (int i = 0; i < 6; i++)
            x = x.Conv(256, 2, pad: (i + 1) % 2, name: $"conv3_{i + 1}").PRelu();
        return x.SpatialPyramid(6, 3, 2, 1).Scores(classes);
    }

    private static NetworkLayer Scores(this NetworkLayer x, int classes) => x
        .Dense(4096, name: "fc1").PRelu().Dropout()
        .Dense(4096, name: "fc2").PRelu().Dropout()
        .Dense(classes, exact: true, name: "fc3").Softmax();

    private static NetworkInfo Info(string name, string description, Func<NetworkLayer, int, NetworkLayer> layers) => new(PictureRange.ImageNet, (x, n) => [layers(x, n)])
    {
        Name = name,
        Description = $"PReLU-net, {description}",
        Paper = "He et al., Delving deep into rectifiers",
        Year = 2015,
        Input = new TensorShape(3, 224, 224),
        Classes = 1000,
    };
}
