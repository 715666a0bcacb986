using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// A network made by hand, without trained weights: one convolution of classic 9×9 filters on luminance, then ReLU. Shows what a first
/// layer sees, and runs where no model is at hand.
/// </summary>
/// <remarks>
/// Input <c>picture</c>: 1×3×H×W, red, green, blue in [0, 1]. Output <c>maps</c>: 1×8×H×W in the order of <see cref="MapNames"/>.
/// The picture's border is repeated outwards, so that it makes no edge of its own.
/// </remarks>
public static class FilterNetwork
{
    /// <summary>The name of the input.</summary>
    public const string InputName = "picture";

    /// <summary>The name of the output.</summary>
    public const string OutputName = "maps";

    private const string Name = "filters";

    /// <summary>The operator set the nodes are written in: pads come as an input from 11 on.</summary>
    private const int Opset = 13;

    private static readonly ImmutableArray<FilterKernel> Kernels =
    [
        // ReLU keeps one sign: a filter and its negative keep both edges.
        FilterKernel.SobelX("sobel x+"),
        FilterKernel.SobelX("sobel x-").Negative(),
        FilterKernel.SobelY("sobel y+"),
        FilterKernel.SobelY("sobel y-").Negative(),
        FilterKernel.Blob("bright blob", sigma: 1.4),
        FilterKernel.Blob("dark blob", sigma: 1.4).Negative(),
        FilterKernel.Gaussian("gaussian", sigma: 1.5),
        FilterKernel.Sharpen("sharpen", sigma: 1.0),
    ];

    /// <summary>What each map shows, in order.</summary>
    public static ImmutableArray<string> MapNames { get; } = [.. Kernels.Select(k => k.Name)];

    /// <summary>Makes the network; its preprocessing only scales pictures to [0, 1].</summary>
    public static Model Create()
    {
        const int Radius = FilterKernel.Radius;
        var pads = new Tensor<long>(new TensorShape(8), [0, 0, Radius, Radius, 0, 0, Radius, Radius]);
        Node[] nodes =
        [
            Node("Pad", "pad", [InputName, "pads"], "padded", new() { ["mode"] = "edge" }),
            Node("Conv", "conv", ["padded", "weights"], "responses", new() { ["kernel_shape"] = new long[] { FilterKernel.Size, FilterKernel.Size } }),
            Node("Relu", "relu", ["responses"], OutputName, []),
        ];
        var graph = new Graph(
            Name,
            [new GraphInput(InputName, ElementType.Float32, [1, 3, null, null])],
            [OutputName],
            nodes,
            new Dictionary<string, Tensor> { ["pads"] = pads, ["weights"] = Weights() });
        return new Model(graph) { Preprocessing = Preprocessing.Default with { DoResize = false, DoCenterCrop = false, DoNormalize = false } };
    }

    /// <summary>k×3×9×9: each filter on the luminance of Rec. 601.</summary>
    private static Tensor<float> Weights()
    {
        float[] luminance = [0.299f, 0.587f, 0.114f];
        float[] weights = [.. Kernels.SelectMany(k => luminance.SelectMany(part => k.Weights.Select(w => w * part)))];
        return new Tensor<float>(new TensorShape(Kernels.Length, luminance.Length, FilterKernel.Size, FilterKernel.Size), weights);
    }

    private static Node Node(string type, string name, ImmutableArray<string> inputs, string output, Dictionary<string, object> attributes)
        => new(name, OperatorCatalog.Factories[type](new NodeAttributes(name, Opset, inputs.Length, 1, attributes)), inputs, [output]);
}
