using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// A layer's output in a network that is being built; each method adds a layer after it and returns that one's output. Call several on
/// the same layer to branch.
/// </summary>
/// <remarks>
/// Channels are the paper's: the builder's width multiplier scales them, unless a layer says <c>exact</c>. Names are given or made: the
/// kind and a number, and what follows a convolution bears its number (<c>conv3_1, relu3_1</c>).
/// </remarks>
public sealed class NetworkLayer
{
    private readonly NetworkBuilder _builder;
    private readonly string _prefix;
    private readonly string _tail;

    internal NetworkLayer(NetworkBuilder builder, string name, TensorShape shape, string prefix, string tail)
    {
        _builder = builder;
        _prefix = prefix;
        _tail = tail;
        Name = name;
        Shape = shape;
    }

    /// <summary>The layer's name, and that of its output.</summary>
    public string Name { get; }

    /// <summary>The output's shape for one picture.</summary>
    public TensorShape Shape { get; }

    /// <summary>How many channels the output has.</summary>
    public int Channels => Shape[1];

    /// <summary>Names what follows <c>prefix/…</c>, as a block of the network.</summary>
    public NetworkLayer In(string prefix) => new(_builder, Name, Shape, prefix, "");

    /// <summary>A convolution: weights O×(C/groups)×kernel×kernel, and a bias.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">How far the window moves.</param>
    /// <param name="pad">Zeros around the picture.</param>
    /// <param name="groups">Groups that see only their own channels; scaled channels must divide by it.</param>
    /// <param name="bias">Whether it has a bias; not where batch normalisation follows.</param>
    /// <param name="exact">Whether the channels are not scaled.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ShapeException">The window does not fit, or no channel is left.</exception>
    public NetworkLayer Conv(int channels, int kernel, int stride = 1, int pad = 0, int groups = 1, bool bias = true, bool exact = false, string? name = null)
    {
        (string layer, string tail) = NewName("conv", name);
        int outputs = exact ? channels : _builder.Scale(layer, channels);
        int inputs = Channels / groups * kernel * kernel;
        TensorShape shape = _builder.ShapeOf(layer, outputs, Math.Max(Channels / groups, 1), kernel, kernel);
        return Append(layer, tail, new Conv(Window(kernel, stride, pad), groups), WeightsOf(layer, shape, inputs, bias ? outputs : 0));
    }

    /// <summary>A convolution that sees each channel by itself (Howard et al. 2017): weights C×1×kernel×kernel, no bias.</summary>
    public NetworkLayer DepthwiseConv(int kernel, int stride, int pad, string? name = null)
        => Conv(Channels, kernel, stride, pad, groups: Channels, bias: false, exact: true, name: name);

    /// <summary>A dense layer with a bias; flattens the picture first.</summary>
    /// <param name="units">Outputs.</param>
    /// <param name="exact">Whether their number is not scaled; so for the classes.</param>
    /// <param name="name">Its name.</param>
    public NetworkLayer Dense(int units, bool exact = false, string? name = null)
    {
        if (Shape.Rank > 2)
            return Flat().Dense(units, exact, name);
        (string layer, string tail) = NewName("fc", name);
        int outputs = exact ? units : _builder.Scale(layer, units);
        return Append(layer, tail, new Gemm(transposeB: true), WeightsOf(layer, _builder.ShapeOf(layer, outputs, Shape[1]), Shape[1], outputs));
    }

    /// <summary>max(0, x).</summary>
    public NetworkLayer Relu() => Follow("relu", new Activate(new Activation(ActivationFunction.Relu)));

    /// <summary>min(max(0, x), 6) (Howard et al. 2017).</summary>
    public NetworkLayer Relu6() => Follow("relu", new Activate(new Activation(ActivationFunction.Clip, 0, 6)));

    /// <summary>The hyperbolic tangent.</summary>
    public NetworkLayer Tanh() => Follow("tanh", new Activate(new Activation(ActivationFunction.Tanh)));

    /// <summary>x where positive, else x times a learned slope per channel that starts at 0.25 (He et al. 2015).</summary>
    public NetworkLayer PRelu()
    {
        string layer = FollowName("prelu");
        var slopes = new TensorShape([Channels, .. Enumerable.Repeat(1, Shape.Rank - 2)]);
        _builder.Weights.AddEven($"{layer}/slope", slopes, 0.25f);
        return Append(layer, _tail, new Binary(BinaryFunction.PRelu), ($"{layer}/slope", slopes));
    }

    /// <summary>Batch normalisation (Ioffe and Szegedy 2015) with the running mean 0 and variance 1, and bias 0.</summary>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scale">What the scales start with.</param>
    public NetworkLayer BatchNorm(float epsilon = 1e-5f, float scale = 1)
    {
        string layer = FollowName("bn");
        var shape = new TensorShape(Channels);
        foreach ((string part, float value) in new[] { ("scale", scale), ("bias", 0f), ("mean", 0f), ("variance", 1f) })
            _builder.Weights.AddEven($"{layer}/{part}", shape, value);
        return Append(layer, _tail, new BatchNormalization(epsilon), ($"{layer}/scale", shape), ($"{layer}/bias", shape), ($"{layer}/mean", shape), ($"{layer}/variance", shape));
    }

    /// <summary>Local response normalisation across channels: x / (bias + alpha/size · Σ x²)^beta.</summary>
    public NetworkLayer Lrn(int size, float alpha = 1e-4f, float beta = 0.75f, float bias = 1) => Follow("norm", new LRN(size, alpha, beta, bias));

    /// <summary>Dropout (Hinton et al. 2012): in training only; else its input.</summary>
    /// <param name="ratio">The share of elements that training drops, in [0, 1).</param>
    /// <exception cref="ShapeException">The ratio is out of range.</exception>
    public NetworkLayer Dropout(float ratio = 0.5f) => ratio is >= 0 and < 1
        // Files need not say what is the default anyway.
        ? Follow("drop", new Dropout(seed: null, boolMask: true, ratio == Operators.Dropout.DefaultRatio ? null : ratio))
        : throw new ShapeException($"{_builder.Name}: a dropout ratio must be in [0, 1), not {ratio}.");

    /// <summary>Scores to probabilities; named <c>prob</c>.</summary>
    public NetworkLayer Softmax() => Append(_builder.Unique(Prefixed("prob")), "", new Softmax());

    /// <summary>The largest element under a window.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">How far it moves.</param>
    /// <param name="pad">How far it reaches over the edges.</param>
    /// <param name="rounding">What becomes of a rest smaller than a step.</param>
    /// <param name="name">Its name.</param>
    public NetworkLayer MaxPool(int kernel, int stride, int pad = 0, WindowRounding rounding = WindowRounding.Floor, string? name = null)
        => Pool(new MaxPool(Window(kernel, stride, pad, rounding)), name);

    /// <summary>The mean of the elements under a window.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">How far it moves.</param>
    /// <param name="name">Its name.</param>
    public NetworkLayer AveragePool(int kernel, int stride, string? name = null) => Pool(new AveragePool(Window(kernel, stride, pad: 0)), name);

    /// <summary>The mean of each channel.</summary>
    public NetworkLayer GlobalAveragePool(string? name = null) => Pool(new GlobalPool(GlobalPoolFunction.Average), name);

    /// <summary>
    /// Max pools into grids of the given numbers of bins, one after the other as one row, whatever the picture's size
    /// (He et al. 2014, "Spatial Pyramid Pooling": a window of ⌈a/n⌉ that moves by ⌊a/n⌋).
    /// </summary>
    /// <exception cref="ShapeException">A grid of that many windows does not come out even.</exception>
    public NetworkLayer SpatialPyramid(params int[] bins)
    {
        NetworkLayer[] levels = [.. bins.Select(Level)];
        return levels[0].Concat("spp", levels[1..]);
    }

    /// <summary>Sums two branches element by element: the shortcut of a residual block (He et al. 2016).</summary>
    public NetworkLayer Add(NetworkLayer other)
        => Append(_builder.Unique(Prefixed("add")), "", new Binary(BinaryFunction.Add), (other.Name, other.Shape));

    /// <summary>Joins branches channel by channel, in the given order.</summary>
    public NetworkLayer Concat(params NetworkLayer[] others) => Concat("concat", others);

    /// <summary>Every stride-th pixel of every stride-th row, and channels of zeros up to a number: the shortcut without weights, option A of He et al. 2016.</summary>
    /// <param name="channels">How many channels to end with; scaled already.</param>
    /// <param name="stride">Which pixels to take.</param>
    public NetworkLayer SubsampleAndPad(int channels, int stride)
    {
        NetworkLayer picked = stride == 1 ? this : Pool(new MaxPool(Window(kernel: 1, stride, pad: 0)), "subsample");
        if (channels == Channels)
            return picked;
        string layer = _builder.Unique(Prefixed("pad")), pads = $"{layer}/pads";
        var numbers = new Tensor<long>(new TensorShape(8), [0, 0, 0, 0, 0, channels - Channels, 0, 0]);
        _builder.Weights.Add(pads, numbers);
        return picked.AppendKnown(layer, "", new Pad(PadMode.Constant, default, 0), [(pads, TensorInfo.Of(numbers))]);
    }

    /// <summary>The channels a hidden layer has: the paper's times the width multiplier, for networks that round them in their own way.</summary>
    internal double ScaledExactly(string layer, int channels)
    {
        _builder.Scale(Prefixed(layer), channels);
        return channels * _builder.WidthMultiplier;
    }

    /// <summary>One row per picture.</summary>
    public NetworkLayer Flat() => Append(_builder.Unique(Prefixed("flatten")), "", new Flatten(1));

    private NetworkLayer Level(int bins)
    {
        string layer = _builder.Unique(Prefixed($"spp_{bins}x{bins}"));
        int height = Shape[2], width = Shape[3];
        int Steps(int extent) => extent < bins ? 0 : (extent - (extent + bins - 1) / bins) / (extent / bins) + 1;
        if (Steps(height) != bins || Steps(width) != bins)
        {
            throw new ShapeException($"{_builder.Name}: layer '{layer}' cannot divide {Shape} into {bins}×{bins} bins: windows of ⌈a/{bins}⌉ that move by "
                + $"⌊a/{bins}⌋ give {Steps(height)}×{Steps(width)}. Give the network an input of another size.");
        }
        int[] extents = [height, width];
        var window = new SlidingWindow([.. extents.Select(e => (e + bins - 1) / bins)], [.. extents.Select(e => e / bins)]);
        return Append(layer, "", new MaxPool(window)).Flat();
    }

    private NetworkLayer Concat(string kind, NetworkLayer[] others)
        => Append(_builder.Unique(Prefixed(kind)), "", new Concat(1), [.. others.Select(o => (o.Name, o.Shape))]);

    private NetworkLayer Pool(Operator pool, string? name)
    {
        (string layer, _) = NewName("pool", name);
        return Append(layer, "", pool);
    }

    private NetworkLayer Follow(string kind, Operator operation) => Append(FollowName(kind), _tail, operation);

    private NetworkLayer Append(string layer, string tail, Operator operation, params (string Name, TensorShape Shape)[] more)
        => AppendKnown(layer, tail, operation, [.. more.Select(m => (m.Name, new TensorInfo(m.Shape, ElementType.Float32)))]);

    private NetworkLayer AppendKnown(string layer, string tail, Operator operation, (string Name, TensorInfo Info)[] more)
        => new(_builder, layer, _builder.Add(layer, operation, [(Name, _builder.Info(Name)), .. more]), _prefix, tail);

    private (string Name, TensorShape Shape)[] WeightsOf(string layer, TensorShape shape, int inputs, int biases)
    {
        _builder.Weights.AddRandom($"{layer}/weights", shape, inputs);
        if (biases == 0)
            return [($"{layer}/weights", shape)];
        var bias = new TensorShape(biases);
        _builder.Weights.AddEven($"{layer}/bias", bias, 0);
        return [($"{layer}/weights", shape), ($"{layer}/bias", bias)];
    }

    private static SlidingWindow Window(int kernel, int stride, int pad, WindowRounding rounding = WindowRounding.Floor)
        => new([kernel, kernel], [stride, stride], [pad, pad], [pad, pad], rounding: rounding);

    private string Prefixed(string name) => _prefix.Length > 0 ? $"{_prefix}/{name}" : name;

    /// <summary>A name for a layer that starts a chain, and what of it the followers bear: <c>3_1</c> of <c>conv3_1</c>, <c>_5x5</c> of <c>5x5</c>.</summary>
    private (string Layer, string Tail) NewName(string kind, string? given)
    {
        string name = given ?? $"{kind}{_builder.Next(Prefixed(kind))}";
        string tail = name.TrimStart([.. "abcdefghijklmnopqrstuvwxyz"]);
        return (_builder.Unique(Prefixed(name)), tail.Length == name.Length || tail.Length == 0 ? "_" + name : tail);
    }

    private string FollowName(string kind) => _builder.Unique(Prefixed(kind + _tail));
}
