using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of <see cref="Maxout"/>: to the largest channel of each group, of equals to the first. Inputs: the gradient of its output,
/// and its input.
/// </summary>
internal sealed class MaxoutGradient(int pieces) : Operator
{
    /// <summary>How many channels make one.</summary>
    public int Pieces { get; } = pieces;

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[1].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape shape = context.Shape(1);
        if (shape.Rank < 2 || !context.Shape(0).With(1, context.Shape(0)[1] * Pieces).Equals(shape))
            throw context.Error($"the input must have {Pieces} channels for each of the gradient");
        return [context.Input(1) with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView gradient = context.Input(0), input = context.Input(1), output = context.Output(0);
        int pixels = input.Shape.CountOf(2, input.Shape.Rank);
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], gradient, input, output))
        {
            TensorView from = gradient.Range(start, count);
            context.Add(new MaxoutGradientCall
            {
                Gradient = from,
                Input = input.Range(start, count),
                Output = output.Range(start, count),
                Count = from.Count,
                Pixels = pixels,
                Pieces = Pieces,
                Invocations = from.Count,
            });
        }
    }
}
