using System.Collections.Immutable;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// ZFNet (Zeiler and Fergus 2014, figure 3): AlexNet with a first layer that sees more. Its maps of 110, 55, 26, 13 and 6 come out with a
/// pad of 1 in the first layer and pools that round up; its contrast normalisation across maps is AlexNet's.
/// </summary>
internal static class ZFNet
{
    public static readonly ImmutableArray<NetworkInfo> All =
    [
        new(PictureRange.ImageNet, (x, n) => [Layers(x, n)])
        {
            Name = "zfnet",
            Description = "ZFNet, AlexNet with finer first layers",
            Paper = "Zeiler and Fergus, Visualizing and understanding convolutional networks",
            Year = 2013,
            Input = new TensorShape(3, 224, 224),
            Classes = 1000,
        },
    ];

    private static NetworkLayer Layers(NetworkLayer picture, int classes) => picture
        .Conv(96, 7, stride: 2, pad: 1).Relu().MaxPool(3, 2, rounding: WindowRounding.Ceil).PaperLrn()
        .Conv(256, 5, stride: 2).Relu().MaxPool(3, 2, rounding: WindowRounding.Ceil).PaperLrn()
        .Conv(384, 3, pad: 1).Relu()
        .Conv(384, 3, pad: 1).Relu()
        .Conv(256, 3, pad: 1).Relu().MaxPool(3, 2, name: "pool5")
        .Dense(4096, name: "fc6").Relu().Dropout()
        .Dense(4096, name: "fc7").Relu().Dropout()
        .Dense(classes, exact: true, name: "fc8").Softmax();
}
