using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The extents of its input, or some of them; known at load. ONNX Shape.</summary>
internal sealed class Shape(int start, int end) : KnownOperator
{
    /// <summary>The first axis, negative from the end, clamped.</summary>
    public int Start { get; } = start;

    /// <summary>The axis past the last, negative from the end, clamped.</summary>
    public int End { get; } = end;

    public static Operator Create(NodeAttributes attributes) => new Shape(attributes.Int("start", 0), attributes.Int("end", int.MaxValue));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("Shape", since: Start == 0 && End == int.MaxValue ? 1 : 15);
        node["start"] = Start == 0 ? null : Start;
        node["end"] = End == int.MaxValue ? null : End;
        return node;
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape input = context.Shape(0);
        SliceRange range = SliceRange.Of(Start, End, 1, input.Rank);
        return [TensorInfo.Of(TensorFactory.Longs(input.Dimensions.Skip(range.Start).Take(range.Count)))];
    }

    public override Tensor[] Evaluate(InferenceContext context) => [Infer(context)[0].Value!];

    public override void Lower(LoweringContext context)
    {
        Tensor value = context.OutputInfo(0).Value!;
        context.SetOutputView(0, context.Constant(value, "", () => value));
    }
}
