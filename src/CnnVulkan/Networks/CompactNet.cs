using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// A small residual network for pictures of 96×96 that show one thing: 0.3 million weights, 27 million multiply-adds, a last map of 6×6 that says
/// where. What the bundled network for the scene's props is; a beginning for networks of one's own that must run beside a game.
/// </summary>
internal static class CompactNet
{
    private const int Blocks = 3;

    public static readonly ImmutableArray<NetworkInfo> All =
    [
        new(PictureRange.Middle, (x, n) => [Layers(x, n)])
        {
            Name = "compactnet",
            Aliases = ["compact"],
            Description = "Small residual network for one's own classes",
            Paper = "blocks of He et al., Deep residual learning for image recognition",
            Year = 2026,
            Input = new TensorShape(3, 96, 96),
            Classes = 25,
        },
    ];

    private static NetworkLayer Layers(NetworkLayer picture, int classes)
    {
        NetworkLayer x = picture.Conv(24, 3, stride: 2, pad: 1, bias: false, name: "conv1").BatchNorm().Relu();
        for (int i = 0; i < Blocks; i++)
            x = x.Basic($"conv{i + 2}", 32 << i, stride: 2, Shortcut.Projection, Blocks);
        return x.In("").GlobalAveragePool("pool").Dense(classes, exact: true, name: "fc").Softmax();
    }
}
