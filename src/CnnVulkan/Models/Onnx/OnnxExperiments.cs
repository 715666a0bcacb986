using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Models.Onnx;

/// <summary>
/// Operators that ONNX tried out and took back with operator set 9, in words of today: ImageScaler, Crop and Affine. Files of 2018 hold
/// them; nothing after the reader knows of them.
/// </summary>
/// <param name="model">The model, for the names that are taken.</param>
/// <param name="uniqueNode">Makes a node's name one that no other has.</param>
internal sealed class OnnxExperiments(ModelProto model, Func<string, string> uniqueNode)
{
    private readonly HashSet<string> _values = [.. model.Graph.Node.SelectMany(n => n.Input.Concat(n.Output)),
        .. model.Graph.Input.Select(i => i.Name), .. model.Graph.Initializer.Select(i => i.Name)];

    /// <summary>What were attributes and are constants now.</summary>
    public Dictionary<string, Tensor> Constants { get; } = [];

    /// <summary>Whether this is one of them.</summary>
    public static bool Has(string key) => key is "ImageScaler" or "Crop" or "Affine";

    /// <summary>The nodes that do the same.</summary>
    public Node[] Translate(NodeProto proto, string name, NodeAttributes attributes)
    {
        if (proto.Input.Count != 1 || proto.Output.Count != 1)
            throw attributes.Error($"it reads one value and writes one, but {proto.Input.Count} and {proto.Output.Count} are listed");
        (string input, string output) = (proto.Input[0], proto.Output[0]);
        return proto.OpType switch
        {
            "ImageScaler" => [ScaleChannels(name, input, output, attributes)],
            "Crop" => [new Node(name, Crop(attributes), [input], [output])],
            _ => Affine(name, input, output, attributes),
        };
    }

    /// <summary>scale·x + bias with a bias for each channel: a normalisation of mean 0 and variance 1.</summary>
    private Node ScaleChannels(string name, string input, string output, NodeAttributes attributes)
    {
        float[] bias = attributes.Floats("bias") is { IsDefault: false } given ? [.. given] : throw attributes.Error("attribute 'bias' must be given");
        string Constant(string what, float value) => Add($"{name}/{what}", Enumerable.Repeat(value, bias.Length));
        return new Node(
            name, new BatchNormalization(epsilon: 0),
            [input, Constant("scale", attributes.Float("scale", 1)), Add($"{name}/bias", bias), Constant("mean", 0), Constant("variance", 1)], [output]);
    }

    /// <summary>A border (left, top, right, bottom) comes off, or what is kept has a size (height, width).</summary>
    private static Slice Crop(NodeAttributes attributes)
    {
        if (attributes.Ints("border") is not { IsDefault: false, Length: 4 } border || border.Any(b => b < 0))
            throw attributes.Error("attribute 'border' must be four numbers of pixels");
        (int left, int top, int right, int bottom) = (border[0], border[1], border[2], border[3]);
        return attributes.Ints("scale") switch
        {
            { IsDefault: true } => new Slice([top, left], [End(bottom), End(right)], [2, 3]),
            { Length: 2 } size when size.All(s => s > 0) => new Slice([top, left], [Past(top, size[0]), Past(left, size[1])], [2, 3]),
            _ => throw attributes.Error("attribute 'scale' must be a height and a width"),
        };

        static int End(int border) => border == 0 ? int.MaxValue : -border;

        static int Past(int start, int count) => (int)Math.Min((long)start + count, int.MaxValue);
    }

    /// <summary>alpha·x + beta.</summary>
    private Node[] Affine(string name, string input, string output, NodeAttributes attributes)
    {
        float beta = attributes.Float("beta", 0);
        string scaled = beta == 0 ? output : Unique($"{output}/scaled");
        var scale = new Node(name, new Binary(BinaryFunction.Mul), [input, Add($"{name}/alpha", attributes.Float("alpha", 1))], [scaled]);
        return beta == 0 ? [scale]
            : [scale, new Node(uniqueNode($"{name}/shift"), new Binary(BinaryFunction.Add), [scaled, Add($"{name}/beta", beta)], [output])];
    }

    private string Add(string wanted, float value) => Add(wanted, new Tensor<float>(TensorShape.Scalar, [value]));

    private string Add(string wanted, IEnumerable<float> values)
    {
        float[] elements = [.. values];
        return Add(wanted, new Tensor<float>(new TensorShape(elements.Length), elements));
    }

    private string Add(string wanted, Tensor value)
    {
        string name = Unique(wanted);
        Constants.Add(name, value);
        return name;
    }

    private string Unique(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_values.Add(name); i++)
            name = $"{wanted}_{i}";
        return name;
    }
}
