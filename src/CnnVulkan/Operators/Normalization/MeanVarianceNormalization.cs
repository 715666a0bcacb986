using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>(x - mean) / (standard deviation + 1e-9) over the given axes. ONNX MeanVarianceNormalization.</summary>
internal sealed class MeanVarianceNormalization(ImmutableArray<int> axes) : StandardizingOperator
{
    /// <summary>The standard's own guard against a division by zero.</summary>
    private const float Epsilon = 1e-9f;

    /// <summary>The axes, negative from the end.</summary>
    public ImmutableArray<int> Axes { get; } = axes;

    public static Operator Create(NodeAttributes attributes)
    {
        ImmutableArray<int> axes = attributes.Ints("axes");
        return new MeanVarianceNormalization(axes.IsDefault ? [0, 2, 3] : axes);
    }

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("MeanVarianceNormalization", since: 9);
        node["axes"] = Axes;
        return node;
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        Reduced(input.Shape);
        return [input with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView x = context.Input(0);
        var moments = Moments.Measure(context, MomentFunction.StandardizeOutside, x, Reduced(x.Shape), Epsilon);
        Moments.Apply(context, x, moments, null, null, context.Output(0));
    }

    private bool[] Reduced(TensorShape shape)
    {
        var reduced = new bool[shape.Rank];
        foreach (int axis in Axes)
            reduced[shape.NormalizeAxis(axis)] = true;
        return reduced;
    }
}
