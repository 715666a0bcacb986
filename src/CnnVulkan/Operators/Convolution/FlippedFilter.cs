using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The filters O×(I/group)×… of a convolution, flipped in space, with input and output channels swapped in each group: I×(O/group)×…. With them the
/// gradient of the convolution's input is a convolution of its output's gradient.
/// </summary>
internal sealed class FlippedFilter(int group = 1) : Operator
{
    /// <summary>How many groups the channels fall into.</summary>
    public int Group { get; } = group;

    public override OperatorKind Kind => OperatorKind.Movement;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape weights = context.Shape(0);
        return weights.Rank >= 3 && weights[0] % Group == 0
            ? [new TensorInfo(new TensorShape([weights[1] * Group, weights[0] / Group, .. weights.Dimensions.Skip(2)]), context.Input(0).ElementType)]
            : throw context.Error($"filters of {Group} groups are needed");
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        if (output.Count == 0)
            return;
        context.Add(new FlippedFilterCall
        {
            Input = input,
            Output = output,
            Count = output.Count,
            GroupInputs = input.Shape[1],
            GroupOutputs = output.Shape[1],
            Taps = input.Shape.CountOf(2, input.Shape.Rank),
            Invocations = output.Count,
        });
    }
}
