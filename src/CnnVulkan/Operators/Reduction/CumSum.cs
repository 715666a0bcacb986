using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Running sums along one axis. ONNX CumSum.</summary>
internal sealed class CumSum(bool exclusive, bool reverse) : Operator
{
    /// <summary>Whether an element's own value is left out of its sum.</summary>
    public bool Exclusive { get; } = exclusive;

    /// <summary>Whether sums run from the last element.</summary>
    public bool Reverse { get; } = reverse;

    public static Operator Create(NodeAttributes attributes) => new CumSum(attributes.Flag("exclusive"), attributes.Flag("reverse"));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("CumSum", since: 11);
        node["exclusive"] = Exclusive;
        node["reverse"] = Reverse;
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        Tensor axis = context.RequireValue(1);
        if (axis.Shape.Count != 1)
            throw context.Error("one axis is expected");
        context.Shape(0).NormalizeAxis(axis.ToInt32Array()[0]);
        return [context.Input(0) with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        int axis = input.Shape.NormalizeAxis(context.Value(1)!.ToInt32Array()[0]);
        int extent = input.Shape[axis];
        int lines = extent == 0 ? 0 : input.Count / extent;
        context.Add(new CumSumCall
        {
            Input = input,
            Output = output,
            Exclusive = Exclusive,
            Reverse = Reverse,
            Count = lines,
            Extent = extent,
            Inner = input.Shape.CountOf(axis + 1, input.Shape.Rank),
            Invocations = lines,
        });
    }
}
