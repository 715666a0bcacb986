using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of an activation function: gradient · f'. Inputs: the gradient of its output, and its output, or its input where the output
/// does not tell the slope. From the output is better: then the function can stay in the kernel before it, whose own result nobody needs.
/// </summary>
internal sealed class ActivationGradient(Activation activation) : ElementwiseOperator
{
    /// <summary>The function.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Whether input 1 is the function's output.</summary>
    public bool FromOutput { get; } = TellsSlope(activation);

    public override OperatorKind Kind => OperatorKind.Activation;

    internal override bool IsGate => Activation.Function == ActivationFunction.Relu;

    /// <summary>Adds the gradient of an activation's input 0.</summary>
    public static void Differentiate(GradientContext context, Activation activation)
    {
        if (!context.Needs(0))
            return;
        if (activation.Function == ActivationFunction.None)
            context.Set(0, context.Gradient()!);
        else
            context.Set(0, context.Add("gradient", new ActivationGradient(activation), context.Gradient()!, TellsSlope(activation) ? context.Output(0) : context.Input(0)));
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        if (!context.Shape(0).Equals(context.Shape(1)))
            throw context.Error("the gradient and the value must have one shape");
        return [context.Input(0) with { Value = null }];
    }

    /// <summary>Any layout: every element by itself.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => NodeLayouts.Any(context, context.Shape(0));

    public override void Lower(LoweringContext context)
    {
        TensorView[] views = FlatVectors.Of(context.Input(0), context.Input(1), context.Output(0));
        foreach ((int start, int count) in FlatVectors.Split(context, views))
        {
            context.Add(new ActivationGradientCall
            {
                Gradient = FlatVectors.Part(views[0], start, count),
                Value = FlatVectors.Part(views[1], start, count),
                Output = FlatVectors.Part(views[2], start, count),
                Count = count,
                Activation = Activation,
                FromOutput = FromOutput,
                Invocations = count,
            });
        }
    }

    /// <summary>Whether f' follows from f: where f is one-to-one, or as flat where it is not.</summary>
    private static bool TellsSlope(Activation activation) => activation.Function switch
    {
        ActivationFunction.Relu or ActivationFunction.Clip or ActivationFunction.Sigmoid or ActivationFunction.Tanh or ActivationFunction.HardSigmoid
            or ActivationFunction.Softsign => true,
        // The sign of y is that of x only then.
        ActivationFunction.LeakyRelu or ActivationFunction.Elu or ActivationFunction.Celu => activation.Alpha > 0,
        ActivationFunction.Selu => activation is { Alpha: > 0, Beta: > 0 },
        ActivationFunction.ThresholdedRelu => activation.Alpha >= 0,
        _ => false,
    };
}
