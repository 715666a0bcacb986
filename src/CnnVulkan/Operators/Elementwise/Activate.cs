using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Applies an activation function to every element. ONNX Relu, LeakyRelu, Elu, Selu, Celu, Sigmoid, HardSigmoid, HardSwish, Swish,
/// Tanh, Softplus, Softsign, ThresholdedRelu, Gelu, Mish, and Clip where its bounds are attributes.
/// </summary>
internal sealed class Activate(Activation activation) : ElementwiseOperator
{
    private static readonly Tensor<int> Zero = new(TensorShape.Scalar);

    /// <summary>The function; passes move it into the operator that computes the input.</summary>
    public Activation Activation { get; } = activation;

    public override string Type => Activation.Function == ActivationFunction.GeluTanh ? "Gelu" : Activation.Function.ToString();

    /// <summary>ONNX Clip: bounds are attributes before opset 11, inputs since.</summary>
    public static Operator CreateClip(NodeAttributes attributes)
    {
        if (attributes.Opset >= Clip.BoundsAreInputsSince)
            return new Clip();
        float min = attributes.Float("min", float.MinValue);
        float max = attributes.Float("max", float.MaxValue);
        return new Activate(new Activation(ActivationFunction.Clip, min, max));
    }

    /// <summary>ONNX Gelu: exact, or approximated with tanh.</summary>
    public static Operator CreateGelu(NodeAttributes attributes) => attributes.String("approximate", "none") switch
    {
        "none" => new Activate(new Activation(ActivationFunction.Gelu)),
        "tanh" => new Activate(new Activation(ActivationFunction.GeluTanh)),
        var other => throw attributes.Error($"attribute 'approximate' is '{other}', but Gelu knows 'none' and 'tanh'"),
    };

    internal override NodeDescription Export(ExportContext context)
    {
        if (context.Info(0) is { ElementType: not ElementType.Float32 })
            context.Require(14, $"{Type} of integers");
        if (Activation.Function == ActivationFunction.Clip)
            return Clip.Describe(context, Activation);
        NodeDescription node = context.Describe(Type, Activation.Function switch
        {
            ActivationFunction.ThresholdedRelu => 10,
            ActivationFunction.Celu => 12,
            ActivationFunction.HardSwish => 14,
            ActivationFunction.Mish => 18,
            ActivationFunction.Gelu or ActivationFunction.GeluTanh => 20,
            ActivationFunction.Swish => 24,
            _ => 6,
        });
        if (Activation.Function is ActivationFunction.LeakyRelu or ActivationFunction.Elu or ActivationFunction.Celu or ActivationFunction.Selu
            or ActivationFunction.Swish or ActivationFunction.HardSigmoid or ActivationFunction.ThresholdedRelu)
            node["alpha"] = Activation.Alpha;
        if (Activation.Function == ActivationFunction.HardSigmoid)
            node["beta"] = Activation.Beta;
        if (Activation.Function == ActivationFunction.Selu)
            node["gamma"] = Activation.Beta;
        if (Activation.Function == ActivationFunction.GeluTanh)
            node["approximate"] = "tanh";
        return node;
    }

    internal override void Differentiate(GradientContext context) => ActivationGradient.Differentiate(context, Activation);

    public override OperatorKind Kind => OperatorKind.Activation;

    internal override Activation? AsActivation(TypedNode node) => node.Input(0)!.ElementType == ElementType.Float32 ? Activation : null;

    internal override bool GivesProbabilities => Activation.Function == ActivationFunction.Sigmoid;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32 && Activation.Function != ActivationFunction.Relu)
            throw context.Error($"it is defined for real numbers, not for {input.ElementType}");
        return [input with { Value = null }];
    }

    public override Tensor[]? Evaluate(InferenceContext context) => context.Value(0) switch
    {
        Tensor<float> x => [new Tensor<float>(x.Shape, Array.ConvertAll(x.Data, v => ActivationTable.Apply(Activation, v)))],
        Tensor<long> x => [new Tensor<long>(x.Shape, Array.ConvertAll(x.Data, v => Math.Max(v, 0)))],
        Tensor<int> x => [new Tensor<int>(x.Shape, Array.ConvertAll(x.Data, v => Math.Max(v, 0)))],
        _ => null,
    };

    /// <summary>Any layout: every element by itself.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
        => NodeLayouts.Any(context, context.Shape(0));

    public override void Lower(LoweringContext context)
    {
        if (context.InputInfo(0).ElementType == ElementType.Float32)
            Dispatch(context, context.Input(0).Stored, context.Output(0).Stored, Activation);
        else
            Binary.Dispatch(context, BinaryFunction.Max, context.Input(0), context.Constant(Zero, "", () => Zero), context.Output(0));
    }

    /// <summary>Applies an activation function to reals.</summary>
    internal static void Dispatch(LoweringContext context, TensorView input, TensorView output, Activation activation)
    {
        foreach ((int start, int count) in context.SplitOuter(output.Count, input, output))
        {
            var shape = new TensorShape(count);
            context.Add(new ActivateCall
            {
                Input = input.Part(start, shape),
                Output = output.Part(start, shape),
                Count = count,
                Activation = activation,
                Invocations = count,
            });
        }
    }
}
