using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// Builds a network layer by layer, so that the code reads like the table in the paper:
/// <c>builder.Input(3, 227, 227).Conv(96, 11, stride: 4).Relu().Lrn(5).MaxPool(3, 2)</c>. Every layer's output shape is worked out at
/// once, so a parameter that cannot be fails where it is given, with the layer's name and the numbers.
/// </summary>
/// <remarks>Weights are drawn when <see cref="Build"/> is called. Not safe for several threads.</remarks>
public sealed class NetworkBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, TensorInfo> _values = [];
    private readonly Dictionary<string, int> _counters = [];
    private readonly NetworkOptions _options;
    private GraphInput? _input;

    /// <summary>Starts a network.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Sizes instead of the given ones, the width, and how weights are set; null for none.</param>
    /// <exception cref="ShapeException">An option is out of range.</exception>
    public NetworkBuilder(string name, NetworkOptions? options = null)
    {
        Name = name;
        _options = options ?? NetworkOptions.Default;
        if (!(_options.WidthMultiplier is > 0 and <= 64))
            throw new ShapeException($"{name}: a width multiplier of {_options.WidthMultiplier} is given; it must be above 0 and at most 64.");
        foreach ((string what, int? number) in new[]
            { ("classes", _options.Classes), ("input channels", _options.InputChannels), ("input height", _options.InputHeight), ("input width", _options.InputWidth) })
        {
            if (number < 1)
                throw new ShapeException($"{name}: the number of {what} is {number}; it must be at least 1.");
        }
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>What multiplies the channels of hidden layers.</summary>
    internal double WidthMultiplier => _options.WidthMultiplier;

    /// <summary>The constants added so far.</summary>
    internal NetworkWeights Weights { get; } = new();

    /// <summary>The picture the network is fed, named <c>input</c>: N×channels×height×width, unless the options say otherwise. Any N.</summary>
    /// <param name="channels">Its channels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="width">Its width in pixels.</param>
    public NetworkLayer Input(int channels, int height, int width)
    {
        if (_input is not null)
            throw new InvalidOperationException($"{Name}: the input is there already; a network has one.");
        (channels, height, width) = (_options.InputChannels ?? channels, _options.InputHeight ?? height, _options.InputWidth ?? width);
        _input = new GraphInput("input", ElementType.Float32, [null, channels, height, width]);
        _values.Add(_input.Name, new TensorInfo(new TensorShape(1, channels, height, width), ElementType.Float32));
        return new NetworkLayer(this, _input.Name, _values[_input.Name].Shape, "", "");
    }

    /// <summary>How many classes: the options' number, else the given one.</summary>
    public int Classes(int number) => _options.Classes ?? number;

    /// <summary>Makes the network and draws its weights.</summary>
    /// <param name="outputs">The layers whose values it gives out, the scores first.</param>
    public Graph Build(params NetworkLayer[] outputs)
        => new(Name, _input is null ? [] : [_input], outputs.Select(o => o.Name), _nodes, Weights.Create(_options.Initialization, _options.Seed));

    /// <summary>A name no other layer has: the wished-for one, else with the next number.</summary>
    internal string Unique(string wish)
    {
        string name = wish;
        for (int i = 2; _values.ContainsKey(name); i++)
            name = $"{wish}_{i}";
        return name;
    }

    /// <summary>1, 2, 3, … for the layers of a kind.</summary>
    internal int Next(string kind) => _counters[kind] = _counters.GetValueOrDefault(kind) + 1;

    /// <summary>The channels a hidden layer has: the paper's times the width multiplier.</summary>
    internal int Scale(string layer, int channels)
    {
        double scaled = channels * WidthMultiplier;
        return scaled >= 0.5
            ? (int)Math.Round(scaled, MidpointRounding.AwayFromZero)
            : throw new ShapeException($"{Name}: layer '{layer}' has no channel left: {channels} times the width multiplier {WidthMultiplier} is {scaled:0.###}. Make it at least {0.5 / channels:0.####}.");
    }

    /// <summary>Adds a layer and works out its output's shape.</summary>
    /// <param name="name">Its name, and that of its output.</param>
    /// <param name="operation">What it computes.</param>
    /// <param name="inputs">The values it reads; constants with their shapes.</param>
    internal TensorShape Add(string name, Operator operation, params (string Name, TensorInfo Info)[] inputs)
    {
        var node = new Node(name, operation, [.. inputs.Select(i => i.Name)], [name]);
        foreach ((string input, TensorInfo info) in inputs)
            _values[input] = info;
        try
        {
            TensorInfo output = operation.Infer(new InferenceContext(node, _values))[0];
            _nodes.Add(node);
            _values.Add(name, output with { Value = null });
            return output.Shape;
        }
        catch (ShapeException error)
        {
            throw new ShapeException($"{Name}: layer '{name}' ({operation.Type}) cannot take {inputs[0].Info.Shape}, which an input of "
                + $"{string.Join("×", _input!.Dimensions.Skip(1))} has become there: {error.Message}", error);
        }
    }

    /// <summary>A shape of a layer's weights.</summary>
    internal TensorShape ShapeOf(string layer, params int[] extents)
    {
        try
        {
            return new TensorShape(extents);
        }
        catch (ShapeException error)
        {
            throw new ShapeException($"{Name}: the weights of layer '{layer}' are too many: {error.Message}", error);
        }
    }

    /// <summary>What is known of a value that is there already.</summary>
    internal TensorInfo Info(string name) => _values[name];
}
