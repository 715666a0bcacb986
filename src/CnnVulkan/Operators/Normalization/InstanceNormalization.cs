using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Standardises every channel of every picture by itself, then scales per channel. Inputs x, scale, bias. ONNX InstanceNormalization.</summary>
internal sealed class InstanceNormalization(float epsilon = 1e-5f) : StandardizingOperator
{
    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; } = epsilon;

    internal override NodeDescription Export(ExportContext context) => new("InstanceNormalization") { ["epsilon"] = Epsilon };

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.Shape.Rank < 2)
            throw context.Error("the input must be N×C×…");
        for (int i = 1; i <= 2; i++)
        {
            if (context.Shape(i).Count != input.Shape[1])
                throw context.Error($"{input.Shape} has {input.Shape[1]} channels, but input {i} holds {context.Shape(i).Count} numbers");
        }
        return [input with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView x = context.Input(0);
        int channels = x.Shape[1];
        x = x.Reshape(new TensorShape(x.Shape[0], channels, x.Shape.CountOf(2, x.Shape.Rank)));
        var perChannel = new TensorShape(channels, 1);
        var moments = Moments.Measure(context, MomentFunction.Standardize, x, [false, false, true], Epsilon);
        Moments.Apply(context, x, moments, context.Input(1).Reshape(perChannel), context.Input(2).Reshape(perChannel), context.Output(0));
    }
}
