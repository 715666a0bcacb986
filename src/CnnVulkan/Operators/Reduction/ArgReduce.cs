using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>The index of the largest or smallest element along an axis, as 64-bit integers. ONNX ArgMax, ArgMin.</summary>
internal sealed class ArgReduce : Operator
{
    public ArgReduce(bool largest, int axis = 0, bool keepDimensions = true, bool selectLast = false)
    {
        Largest = largest;
        Axis = axis;
        KeepDimensions = keepDimensions;
        SelectLast = selectLast;
    }

    /// <summary>Whether the largest is looked for, else the smallest.</summary>
    public bool Largest { get; }

    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; }

    /// <summary>Whether the axis stays with an extent of 1.</summary>
    public bool KeepDimensions { get; }

    /// <summary>Whether the last of equal elements wins, else the first.</summary>
    public bool SelectLast { get; }

    public override string Type => Largest ? "ArgMax" : "ArgMin";

    public static Operator Create(bool largest, NodeAttributes attributes)
        => new ArgReduce(largest, attributes.Int("axis", 0), attributes.Flag("keepdims", true), attributes.Flag("select_last_index"));

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription(Type) { ["axis"] = context.Axis(Axis), ["keepdims"] = KeepDimensions };
        if (SelectLast)
        {
            context.Require(12, "select_last_index");
            node["select_last_index"] = 1;
        }
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape shape = context.Shape(0);
        int axis = shape.NormalizeAxis(Axis);
        if (shape[axis] == 0)
            throw context.Error($"axis {Axis} has no elements to choose from");
        TensorShape result = KeepDimensions ? shape.With(axis, 1) : new TensorShape([.. shape.ToArray().Where((_, i) => i != axis)]);
        return [new TensorInfo(result, ElementType.Int64)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorShape shape = context.InputInfo(0).Shape;
        int axis = shape.NormalizeAxis(Axis);
        int inner = shape.CountOf(axis + 1, shape.Rank);
        int rows = context.OutputInfo(0).Shape.Count;
        bool cooperative = CooperativeGroup.Pays(shape[axis], rows, inner == 1);
        uint size = cooperative ? CooperativeGroup.Size(shape[axis], context.Limits) : 0;
        context.Add(new ArgReduceCall
        {
            Input = context.Input(0),
            Output = context.Output(0),
            Largest = Largest,
            Last = SelectLast,
            Rows = rows,
            Extent = shape[axis],
            Inner = inner,
            Cooperative = cooperative,
            Invocations = rows * (long)Math.Max(size, 1),
            WorkgroupSize = size,
        });
    }
}
