using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The filters O×(I/group)×… of a convolution, flipped in space, with input and output channels swapped in each group: I×(O/group)×…. With them the
/// gradient of the convolution's input is a convolution of its output's gradient.
/// </summary>
/// <remarks>
/// Under strides an input pixel meets only those taps that lead to an output: which, its remainder by the strides tells, its phase. The filters of
/// the phases, each as small as the taps of one, lie side by side as output channels: (phases·<see cref="PerPhase"/>)×O×⌈KH/strideH⌉×⌈KW/strideW⌉.
/// </remarks>
/// <param name="group">How many groups the channels fall into.</param>
/// <param name="strideH">Along rows; above 1 only for planar filters in one group.</param>
/// <param name="strideW">Along columns.</param>
internal sealed class FlippedFilter(int group = 1, int strideH = 1, int strideW = 1) : Operator
{
    private int Phases => strideH * strideW;

    public override OperatorKind Kind => OperatorKind.Movement;

    /// <summary>Output channels of a phase: whole vectors, so that no vector of channels holds two phases.</summary>
    public static int PerPhase(int channels) => Tensors.Layouts.Vectors(channels) * Tensors.Layouts.Width;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo weights = context.Input(0);
        TensorShape w = weights.Shape;
        if (w.Rank < 3 || w[0] % group != 0 || (Phases > 1 && (w.Rank != 4 || group != 1)))
            throw context.Error($"filters of {group} groups are needed, planar ones in one group for strides");
        TensorShape output = Phases == 1
            ? new TensorShape([w[1] * group, w[0] / group, .. w.Dimensions.Skip(2)])
            : new TensorShape(Phases * PerPhase(w[1]), w[0], (w[2] + strideH - 1) / strideH, (w[3] + strideW - 1) / strideW);
        return [new TensorInfo(output, weights.ElementType)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        if (output.Count == 0)
            return;
        // Without strides filters of any number of axes are flipped by turning them round, all axes in one.
        int At(TensorView filters, int axis) => Phases > 1 ? filters.Shape[axis] : axis == 2 ? 1 : filters.Shape.CountOf(2, filters.Shape.Rank);
        int planes = output.Shape.CountOf(0, 2);
        context.Add(new FlippedFilterCall
        {
            Input = input,
            Output = output,
            Count = planes,
            Channels = input.Shape[1] * group,
            PerPhase = output.Shape[0] / Phases,
            GroupInputs = input.Shape[1],
            GroupOutputs = output.Shape[1],
            KernelH = At(input, 2),
            KernelW = At(input, 3),
            OutH = At(output, 2),
            OutW = At(output, 3),
            StepH = strideH,
            StepW = strideW,
            Invocations = planes,
        });
    }
}
