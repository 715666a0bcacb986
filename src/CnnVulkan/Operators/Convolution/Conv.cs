using System.Collections.Immutable;
using System.Globalization;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Convolution over 1 to 3 spatial axes, with groups. ONNX Conv. Inputs: pictures N×C×…, weights O×(C/group)×…, optional bias O, and,
/// where <see cref="HasResidual"/>, at index 3 a tensor of the output's shape that is added before the activation; where <see cref="HasGate"/>, at
/// index 4 one that lets sums through where it is above 0.
/// </summary>
internal sealed class Conv(SlidingWindow window, int group = 1, Activation? activation = null, bool hasResidual = false, bool hasGate = false)
    : Operator, IActivatable, ITunable
{
    /// <summary>Where the tensor that is added comes in, and the gate.</summary>
    private const int ResidualInput = 3, GateInput = 4;

    /// <summary>The window; its kernel may be empty, then it is that of the weights.</summary>
    public SlidingWindow Window { get; } = window;

    /// <summary>How many groups the channels fall into; each output channel sees only the inputs of its group.</summary>
    public int Group { get; } = group;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation ?? Activation.None;

    /// <summary>Whether input 3 is added before the activation.</summary>
    public bool HasResidual { get; } = hasResidual;

    /// <summary>Whether input 4 decides what of the sums goes on to the activation: where it is not above 0, 0 does.</summary>
    public bool HasGate { get; } = hasGate;

    /// <summary>Whether nothing was moved to its end yet.</summary>
    private bool CanEndOtherwise => !HasResidual && !HasGate && Activation.Function == ActivationFunction.None;

    public static Operator Create(NodeAttributes attributes)
    {
        int group = attributes.Int("group", 1);
        if (group < 1)
            throw attributes.Error($"'group' is {group}; it must be at least 1");
        return new Conv(SlidingWindow.FromAttributes(attributes), group);
    }

    /// <summary>The same convolution with another end.</summary>
    public Conv With(Activation activation, bool hasResidual) => new(Window, Group, activation, hasResidual, HasGate);

    public string TuningKey
    {
        get
        {
            string Joined(IEnumerable<int> numbers) => string.Join("x", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
            string pads = $"{Joined(Window.PadsBegin)},{Joined(Window.PadsEnd)}";
            return $"s{Joined(Window.Strides)} p{pads} d{Joined(Window.Dilations)} {Window.AutoPad} g{Group}{(HasResidual ? " residual" : "")}{(HasGate ? " gate" : "")}";
        }
    }

    public IReadOnlyList<Way> Ways(LoweringContext context) => ConvAlgorithm.List.Ways(ConvProblem.Of(this, context));

    public Operator WithActivation(Activation activation) => With(activation, HasResidual);

    internal override NodeDescription Export(ExportContext context)
    {
        context.RequireUnfused(Activation);
        if (HasResidual || HasGate)
            throw context.Refuse("an addition or a gate was moved into it; write the graph as it was before it was optimised");
        NodeDescription node = Window.Describe(context, "Conv");
        node["group"] = Group;
        return node;
    }

    internal override void Differentiate(GradientContext context) => ConvGradient.Add(context, Window, Group);

    public override OperatorKind Kind => OperatorKind.Convolution;

    public override string Label => "conv";

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Text(inputs[0].Shape, inputs[1].Shape, Group);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => Window.Slide(context, context.Shape(1));

    // A bias is one addition per output.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => 2 * MultiplyAdds(inputs, outputs) + (inputs.Count > 2 ? outputs[0].Shape.Count : 0);

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    internal override int? AffineAxis => CanEndOtherwise ? 0 : null;

    internal override (Operator Operator, int ResidualInput)? WithResidual(Activation activation)
        => CanEndOtherwise ? (With(activation, hasResidual: true), ResidualInput) : null;

    internal override (Operator Operator, int GateInput)? WithGate() => !HasGate && Activation.Function == ActivationFunction.None
        ? (new Conv(Window, Group, Activation, HasResidual, hasGate: true), GateInput)
        : null;

    /// <summary>A convolution of single pixels is a dense layer.</summary>
    internal override Tensor<float>? DenseWeights(TypedNode node)
    {
        bool isDense = CanEndOtherwise && Group == 1 && node.Shape(0) is { Rank: 4 } seen && seen[2] * seen[3] == 1;
        return isDense && node.Value(1) is Tensor<float> weights && weights.Shape.CountOf(2, weights.Shape.Rank) == 1
            ? new Tensor<float>(new TensorShape(weights.Shape[0], weights.Shape[1]), weights.Data)
            : null;
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        TensorShape weights = context.Shape(1);
        if (input.ElementType != ElementType.Float32)
            throw context.Error($"it takes reals, not {input.ElementType}");
        ImmutableArray<WindowAxis> axes = Window.Resolve(input.Shape, weights);
        if ((long)weights[1] * Group != input.Shape[1])
            throw context.Error($"the weights take {weights[1]} channels in each of {Group} groups, but the input has {input.Shape[1]}");
        if (weights[0] % Group != 0)
            throw context.Error($"{weights[0]} output channels do not fall into {Group} groups");
        if (context.HasInput(2) && context.Shape(2).Count != weights[0])
            throw context.Error($"the bias has {context.Shape(2).Count} elements for {weights[0]} output channels");
        var output = new TensorShape([input.Shape[0], weights[0], .. axes.Select(a => a.Output)]);
        if (HasResidual && !context.Shape(3).Equals(output))
            throw context.Error($"the residual {context.Shape(3)} does not have the output's shape {output}");
        if (HasGate && !context.Shape(GateInput).Equals(output))
            throw context.Error($"the gate {context.Shape(GateInput)} does not have the output's shape {output}");
        return [new TensorInfo(output, input.ElementType)];
    }

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)outputs[0].Shape.Count * (inputs[1].Shape.Count / Math.Max(inputs[1].Shape[0], 1));

    /// <summary>Pictures in vectors of channels where some algorithm takes them so; they are the fast ones.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        ConvProblem problem = ConvProblem.Of(this, context, Layout.Nc4hw);
        bool takes = Layout.Nc4hw.Takes(context.Shape(0)) && Layout.Nc4hw.Takes(Infer(context)[0].Shape);
        return takes && ConvAlgorithm.List.Fitting(problem).Any()
            ? [new NodeLayouts([Layout.Nc4hw, Layout.Nchw, Layout.Nchw, Layout.Nc4hw, Layout.Nc4hw], [Layout.Nc4hw])]
            : [NodeLayouts.Plain];
    }

    public override void Lower(LoweringContext context)
    {
        if (context.Output(0).Count == 0)
            return;
        ConvProblem problem = ConvProblem.Of(this, context);
        Way way = ConvAlgorithm.List.Choose(context, problem);
        context.Taken = way;
        ConvAlgorithm.List.Of(way).Lower(context, problem, way.Tile);
    }
}
