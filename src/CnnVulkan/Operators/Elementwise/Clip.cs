using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Bounds every element: min(max(x, min), max), either bound optional. Inputs x, min, max. ONNX Clip from opset 11 on.</summary>
internal sealed class Clip : ElementwiseOperator
{
    /// <summary>The first operator set in which the bounds are inputs.</summary>
    internal const int BoundsAreInputsSince = 11;

    /// <summary>The activation function this is for bounds known at load; null where a bound is computed, or for integers.</summary>
    /// <param name="input">What is bounded.</param>
    /// <param name="min">The lower bound; null where left out.</param>
    /// <param name="max">The upper bound; null where left out.</param>
    public static Activation? ToActivation(TensorInfo input, TensorInfo? min, TensorInfo? max)
    {
        if (input.ElementType != ElementType.Float32 || min is { Value: null } || max is { Value: null })
            return null;
        float low = min?.Value!.ToFloatArray()[0] ?? float.MinValue;
        float high = max?.Value!.ToFloatArray()[0] ?? float.MaxValue;
        return new Activation(ActivationFunction.Clip, low, high);
    }

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("Clip");
        if (context.Info(0) is { ElementType: not ElementType.Float32 })
            context.Require(12, "Clip of integers");
        if (context.Opset >= BoundsAreInputsSince)
            return node;
        string[] names = ["min", "max"];
        for (int i = 1; i <= names.Length; i++)
        {
            if (context.HasInput(i))
                node[names[i - 1]] = context.RequireValue(node, i, names[i - 1], BoundsAreInputsSince).ToFloatArray()[0];
        }
        return node;
    }

    /// <summary>The description of a Clip whose bounds are known.</summary>
    internal static NodeDescription Describe(ExportContext context, Activation bounds)
    {
        var node = new NodeDescription("Clip");
        foreach ((int index, string name, float bound, float none) in new[] { (1, "min", bounds.Alpha, float.MinValue), (2, "max", bounds.Beta, float.MaxValue) })
        {
            if (bound == none)
                continue;
            if (context.Opset < BoundsAreInputsSince)
                node[name] = bound;
            else
                node.SetInput(index, name, new Tensor<float>(TensorShape.Scalar, [bound]));
        }
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        TensorInfo? min = context.HasInput(1) ? context.InputInfo(1) : null, max = context.HasInput(2) ? context.InputInfo(2) : null;
        if (ToActivation(context.InputInfo(0), min, max) is not { } activation)
            throw context.Error("its gradient is known for bounds that are known at load only");
        ActivationGradient.Differentiate(context, activation);
    }

    public override OperatorKind Kind => OperatorKind.Activation;

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    internal override Activation? AsActivation(TypedNode node) => ToActivation(node.Input(0)!, node.Input(1), node.Input(2));

    public override TensorInfo[] Infer(InferenceContext context)
    {
        for (int i = 1; i <= 2; i++)
        {
            if (context.HasInput(i) && context.Shape(i).Count != 1)
                throw context.Error($"a bound is a single number, but input {i} is {context.Shape(i)}");
        }
        return [context.Input(0) with { Value = null }];
    }

    public override Tensor[]? Evaluate(InferenceContext context)
    {
        Tensor result = context.Value(0)!;
        if (context.Value(1) is { } min)
            result = BinaryTable.Evaluate(BinaryFunction.Max, result, min.Reshape(TensorShape.Scalar), result.ElementType);
        if (context.Value(2) is { } max)
            result = BinaryTable.Evaluate(BinaryFunction.Min, result, max.Reshape(TensorShape.Scalar), result.ElementType);
        return [result];
    }

    public override void Lower(LoweringContext context)
    {
        TensorInfo? min = context.HasInput(1) ? context.InputInfo(1) : null;
        TensorInfo? max = context.HasInput(2) ? context.InputInfo(2) : null;
        TensorView x = context.Input(0);
        TensorView output = context.Output(0);
        if (ToActivation(context.InputInfo(0), min, max) is { } activation)
        {
            Activate.Dispatch(context, x, output, activation);
            return;
        }
        // A bound left out is the other one's neighbour: max(x, x) = x.
        TensorView bounded = max is null ? output : context.Scratch("bounded", x.Shape, x.Type);
        Binary.Dispatch(context, BinaryFunction.Max, x, min is null ? x : context.Input(1).Reshape(TensorShape.Scalar), bounded);
        if (max is not null)
            Binary.Dispatch(context, BinaryFunction.Min, bounded, context.Input(2).Reshape(TensorShape.Scalar), output);
    }
}
