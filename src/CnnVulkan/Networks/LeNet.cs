using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// LeNet-5 (LeCun et al. 1998, figure 2). The common reading: C3 sees all six maps (the paper connects it by a table), pools have no
/// coefficients of their own, the last layer is dense with a softmax instead of radial basis functions: 61,706 parameters.
/// </summary>
internal static class LeNet
{
    private const string Paper = "LeCun et al., Gradient-based learning applied to document recognition";

    public static readonly ImmutableArray<NetworkInfo> All =
    [
        Info("lenet5", "tanh and average pooling", (x, n) => x
            .Conv(6, 5, name: "conv1").Tanh().AveragePool(2, 2)
            .Conv(16, 5, name: "conv2").Tanh().AveragePool(2, 2)
            .Conv(120, 5, name: "conv3").Tanh()
            .Dense(84, name: "fc4").Tanh()
            .Dense(n, exact: true, name: "fc5").Softmax()) with { Aliases = ["lenet"] },
        Info("lenet5-relu", "ReLU and max pooling", (x, n) => x
            .Conv(6, 5, name: "conv1").Relu().MaxPool(2, 2)
            .Conv(16, 5, name: "conv2").Relu().MaxPool(2, 2)
            .Conv(120, 5, name: "conv3").Relu()
            .Dense(84, name: "fc4").Relu()
            .Dense(n, exact: true, name: "fc5").Softmax()),
    ];

    private static NetworkInfo Info(string name, string description, Func<NetworkLayer, int, NetworkLayer> layers) => new(PictureRange.Whole, (x, n) => [layers(x, n)])
    {
        Name = name,
        Description = $"LeNet-5, {description}",
        Paper = Paper,
        Year = 1998,
        Input = new TensorShape(1, 32, 32),
        Classes = 10,
    };
}
