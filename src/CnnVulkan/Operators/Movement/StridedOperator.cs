using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// An operator whose one output is one <see cref="StridedCopy"/> of its first input. Where the copy comes down to consecutive elements,
/// the output is a view of the input and nothing is copied.
/// </summary>
internal abstract class StridedOperator : MovementOperator, IViewOperator
{
    public sealed override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return [new TensorInfo(InferShape(context, input.Shape), input.ElementType)];
    }

    public sealed override Tensor[] Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        Tensor output = TensorFactory.Zeros(input.ElementType, InferShape(context, input.Shape));
        Describe(input.Shape, output.Shape, context.Value).Run(input, output);
        return [output];
    }

    public sealed override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        TensorShape shape = context.OutputInfo(0).Shape;
        StridedCopy copy = input.Layout == Layout.Nchw ? Describe(input.Shape, shape, context.Value) : DescribeVectors(input, shape, context.Value);
        if (copy.IsContiguous)
            context.SetOutputView(0, input.Part(copy.Count == 0 ? 0 : copy.InputStart, shape));
        else
            copy.Lower(context, input.Stored, context.Output(0).Stored);
    }

    /// <summary>The copy between tensors as they lie in vectors of channels, for operators that offer that layout.</summary>
    /// <param name="input">The first input.</param>
    /// <param name="output">The output's shape.</param>
    /// <param name="value">An input's elements by position; null where it is left out.</param>
    private protected virtual StridedCopy DescribeVectors(TensorView input, TensorShape output, Func<int, Tensor?> value) => throw new NotSupportedException();

    /// <summary>The output's shape; checks all that <see cref="Describe"/> relies on.</summary>
    protected abstract TensorShape InferShape(InferenceContext context, TensorShape input);

    /// <summary>The copy, for shapes that were checked.</summary>
    /// <param name="input">The first input's shape.</param>
    /// <param name="output">The output's shape.</param>
    /// <param name="value">An input's elements by position; null where it is left out.</param>
    protected abstract StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value);
}
