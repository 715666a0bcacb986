using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Repeats axes of extent 1 until the input has the shape it broadcasts to. ONNX Expand.</summary>
internal sealed class Expand : StridedOperator
{
    public static Operator Create(NodeAttributes attributes) => new Expand();

    /// <summary>The copy that broadcasts one shape to another.</summary>
    public static StridedCopy Broadcast(TensorShape input, TensorShape output)
        => StridedCopy.ToDense(output.Dimensions.Zip(BroadcastStrides(input, output), (extent, stride) => (extent, stride)).ToArray());

    /// <summary>An input's strides along each axis of what it broadcasts to; 0 along axes it is repeated on.</summary>
    public static int[] BroadcastStrides(TensorShape input, TensorShape output)
    {
        int[] strides = input.Strides();
        int missing = output.Rank - input.Rank;
        return Enumerable.Range(0, output.Rank).Select(i => i < missing || input[i - missing] == 1 ? 0 : strides[i - missing]).ToArray();
    }

    internal override NodeDescription Export(ExportContext context) => context.Describe("Expand", since: 8);

    internal override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Set(0, context.SumTo(context.Gradient()!, context.InputInfo(0).Shape));
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
        => TensorShape.Broadcast(input, new TensorShape(context.RequireValue(1).ToInt32Array()));

    protected override StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value) => Broadcast(input, output);
}
