using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Standardises each group of consecutive channels of every picture by itself, then scales (Wu and He 2018). Inputs x, scale, bias.
/// ONNX GroupNormalization: scale and bias hold one number per group in opset 18, one per channel from opset 21 on.
/// </summary>
internal sealed class GroupNormalization(int groups, float epsilon = 1e-5f) : StandardizingOperator
{
    /// <summary>How many groups the channels are divided into.</summary>
    public int Groups { get; } = groups;

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; } = epsilon;

    public static Operator Create(NodeAttributes attributes) => attributes.Int("num_groups", 0) is var groups and > 0
        ? new GroupNormalization(groups, attributes.Float("epsilon", 1e-5f))
        : throw attributes.Error("attribute 'num_groups' must be given and at least 1");

    internal override NodeDescription Export(ExportContext context)
    {
        int? count = context.Info(1)?.Shape.Count, channels = context.Info(0) is { Shape.Rank: >= 2 } x ? x.Shape[1] : null;
        // Where groups and channels are as many, both forms are the same.
        bool perGroup = count == Groups && channels != Groups;
        context.Require(perGroup ? 18 : 21, perGroup ? "GroupNormalization with a scale per group" : "GroupNormalization with a scale per channel");
        if (perGroup)
            context.RequireUpTo(20, "GroupNormalization with a scale per group");
        return new NodeDescription("GroupNormalization") { ["num_groups"] = Groups, ["epsilon"] = Epsilon };
    }

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.Shape.Rank < 2 || input.Shape[1] % Groups != 0)
            throw context.Error($"the channels of {input.Shape} do not divide into {Groups} groups");
        for (int i = 1; i <= 2; i++)
        {
            int count = context.Shape(i).Count;
            if (count != Groups && count != input.Shape[1])
                throw context.Error($"input {i} holds {count} numbers, not one per group ({Groups}) or per channel ({input.Shape[1]})");
        }
        return [input with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView x = context.Input(0);
        int perGroup = x.Shape[1] / Groups;
        x = x.Reshape(new TensorShape(x.Shape[0], Groups, perGroup, x.Shape.CountOf(2, x.Shape.Rank)));
        var moments = Moments.Measure(context, MomentFunction.Standardize, x, [false, false, true, true], Epsilon);
        Moments.Apply(context, x, moments, PerGroupOrChannel(context.Input(1), perGroup), PerGroupOrChannel(context.Input(2), perGroup), context.Output(0));
    }

    private TensorView PerGroupOrChannel(TensorView parameter, int perGroup)
        => parameter.Reshape(new TensorShape(Groups, parameter.Count == Groups ? 1 : perGroup, 1));
}
