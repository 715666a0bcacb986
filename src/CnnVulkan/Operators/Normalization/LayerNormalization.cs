using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Standardises over all axes from one on, then scales element by element (Ba et al. 2016). Inputs x, scale, optional bias; outputs y,
/// and optionally the mean and 1/√(variance + epsilon). ONNX LayerNormalization.
/// </summary>
internal sealed class LayerNormalization(int axis = -1, float epsilon = 1e-5f) : StandardizingOperator
{
    /// <summary>The first axis normalised over, negative from the end.</summary>
    public int Axis { get; } = axis;

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; } = epsilon;

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("LayerNormalization", since: 17);
        node["axis"] = Axis;
        node["epsilon"] = Epsilon;
        return node;
    }

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        for (int i = 1; i <= 2; i++)
        {
            if (context.HasInput(i) && !TensorShape.Broadcast(input.Shape, context.Shape(i)).Equals(input.Shape))
                throw context.Error($"input {i} of {context.Shape(i)} does not broadcast to {input.Shape}");
        }
        var statistic = new TensorInfo(Reduce.Keep(input.Shape, Reduced(input.Shape)), ElementType.Float32);
        return [input with { Value = null }, statistic, statistic];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView x = context.Input(0);
        var moments = Moments.Measure(context, MomentFunction.Standardize, x, Reduced(x.Shape), Epsilon);
        if (context.HasOutput(0))
            Moments.Apply(context, x, moments, context.Input(1), context.HasInput(2) ? context.Input(2) : null, context.Output(0));
        if (context.HasOutput(1))
            Moments.Write(context, moments.Shift, context.Output(1));
        if (context.HasOutput(2))
            Moments.Write(context, moments.Factor, context.Output(2));
    }

    private bool[] Reduced(TensorShape shape)
    {
        int first = shape.NormalizeAxis(Axis);
        return [.. Enumerable.Range(0, shape.Rank).Select(i => i >= first)];
    }
}
