using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.Tests.Analysis;

/// <summary>A network made in a test, node by node; the last value is its output.</summary>
internal sealed class SmallNetwork
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly TensorShape _picture;
    private string _last = "picture";

    public SmallNetwork(params int[] picture) => _picture = new TensorShape(picture);

    public Dictionary<string, TensorShape> Inputs => new() { ["picture"] = _picture };

    public Model Model => new(new Graph("small", [new GraphInput("picture", ElementType.Float32, [.. _picture.Dimensions.Select(d => (int?)d)])],
        [_last], _nodes, _constants));

    public IReadOnlyDictionary<string, ReceptiveField> Fields => ReceptiveFields.Of(Model, Inputs);

    /// <summary>The field of the last value.</summary>
    public ReceptiveField Field => Fields[_last];

    public ModelSummary Summary => ModelSummary.Of(Model, Inputs);

    /// <summary>Weights O×I×kernel.</summary>
    public SmallNetwork Conv(string name, int[] weights, int stride = 1, int pad = 0, int group = 1, int dilation = 1, bool bias = false, string? from = null)
    {
        int axes = weights.Length - 2;
        var window = new SlidingWindow(
            strides: Repeat(stride, axes), padsBegin: Repeat(pad, axes), padsEnd: Repeat(pad, axes), dilations: Repeat(dilation, axes));
        Constant($"{name}.weight", new Tensor<float>(new TensorShape(weights)));
        string[] inputs = [from ?? _last, $"{name}.weight"];
        if (bias)
        {
            Constant($"{name}.bias", new Tensor<float>(new TensorShape(weights[0])));
            inputs = [.. inputs, $"{name}.bias"];
        }
        return Add(name, new Conv(window, group), inputs);
    }

    public SmallNetwork MaxPool(string name, int kernel, int stride, int pad = 0, string? from = null)
        => Add(name, new MaxPool(new SlidingWindow([kernel, kernel], [stride, stride], [pad, pad], [pad, pad])), from ?? _last);

    public SmallNetwork Dense(string name, int inputs, int outputs)
    {
        Constant($"{name}.weight", new Tensor<float>(new TensorShape(outputs, inputs)));
        Constant($"{name}.bias", new Tensor<float>(new TensorShape(outputs)));
        return Add(name, new Gemm(transposeB: true), _last, $"{name}.weight", $"{name}.bias");
    }

    /// <summary>An operator of ONNX's with attributes, reading the last value.</summary>
    public SmallNetwork Layer(string name, string type, params (string Name, object Value)[] attributes)
        => Add(name, OneNode.Make(type, 13, attributes), _last);

    public SmallNetwork Add(string name, Operator op, params string[] inputs)
    {
        _nodes.Add(new Node(name, op, [.. inputs], [name]));
        _last = name;
        return this;
    }

    public SmallNetwork Constant(string name, Tensor value)
    {
        _constants[name] = value;
        return this;
    }

    private static ImmutableArray<int> Repeat(int value, int count) => [.. Enumerable.Repeat(value, count)];
}
