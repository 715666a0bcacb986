using System.Collections.Immutable;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// SqueezeNet 1.0 (Iandola et al. 2016, table 1) and its authors' lighter 1.1, which pools earlier. Pools round up, as in the authors'
/// Caffe files.
/// </summary>
internal static class SqueezeNet
{
    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("squeezenet1.0", "first version", (x, n) => x
            .Conv(96, 7, stride: 2, name: "conv1").Relu().Down("pool1")
            .Fire(2, 16, 64).Fire(3, 16, 64).Fire(4, 32, 128).Down("pool4")
            .Fire(5, 32, 128).Fire(6, 48, 192).Fire(7, 48, 192).Fire(8, 64, 256).Down("pool8")
            .Fire(9, 64, 256).Scores(n)) with { Aliases = ["squeezenet"] },
        Info("squeezenet1.1", "2.4 times fewer multiply-adds", (x, n) => x
            .Conv(64, 3, stride: 2, name: "conv1").Relu().Down("pool1")
            .Fire(2, 16, 64).Fire(3, 16, 64).Down("pool3")
            .Fire(4, 32, 128).Fire(5, 32, 128).Down("pool5")
            .Fire(6, 48, 192).Fire(7, 48, 192).Fire(8, 64, 256).Fire(9, 64, 256).Scores(n)),
    ];

    /// <summary>Squeezed to few channels by 1×1, expanded by as many 1×1 as 3×3.</summary>
    private static NetworkLayer Fire(this NetworkLayer x, int number, int squeeze, int expand)
    {
        NetworkLayer squeezed = x.In($"fire{number}").Conv(squeeze, 1, name: "squeeze1x1").Relu();
        return squeezed.Conv(expand, 1, name: "expand1x1").Relu().Concat(squeezed.Conv(expand, 3, pad: 1, name: "expand3x3").Relu());
    }

    private static NetworkLayer Down(this NetworkLayer x, string name) => x.In("").MaxPool(3, 2, rounding: WindowRounding.Ceil, name: name);

    private static NetworkLayer Scores(this NetworkLayer x, int classes) => x.In("")
        .Dropout().Conv(classes, 1, exact: true, name: "conv10").Relu().GlobalAveragePool("pool10").Flat().Softmax();

    private static NetworkInfo Info(string name, string description, Func<NetworkLayer, int, NetworkLayer> layers) => new(PictureRange.ImageNet, (x, n) => [layers(x, n)])
    {
        Name = name,
        Description = $"SqueezeNet, {description}",
        Paper = "Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters",
        Year = 2016,
        Input = new TensorShape(3, 224, 224),
        Classes = 1000,
    };
}
