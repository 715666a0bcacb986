using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Reduces along axes. ONNX ReduceSum, ReduceMean, ReduceMax, ReduceMin, ReduceProd, ReduceL1, ReduceL2, ReduceSumSquare,
/// ReduceLogSum, ReduceLogSumExp. The axes are an attribute, or input 1 in later opsets.
/// </summary>
internal sealed class Reduce : Operator
{
    public Reduce(ReduceFunction function, ImmutableArray<int> axes, bool keepDimensions = true, bool noAxesMeansNone = false)
    {
        Function = function;
        Axes = axes;
        KeepDimensions = keepDimensions;
        NoAxesMeansNone = noAxesMeansNone;
    }

    /// <summary>What is computed.</summary>
    public ReduceFunction Function { get; }

    /// <summary>The axes, negative from the end; default where input 1 holds them or none are given.</summary>
    public ImmutableArray<int> Axes { get; }

    /// <summary>Whether reduced axes stay with an extent of 1.</summary>
    public bool KeepDimensions { get; }

    /// <summary>Whether an empty list of axes reduces nothing; else it reduces everything.</summary>
    public bool NoAxesMeansNone { get; }

    public override string Type => $"Reduce{Function}";

    public static Operator Create(ReduceFunction function, NodeAttributes attributes)
        => new Reduce(function, attributes.Ints("axes"), attributes.Flag("keepdims", true), attributes.Flag("noop_with_empty_axes"));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe(Type);
        int axesAreInputSince = Function == ReduceFunction.Sum ? 13 : 18;
        if (context.Info(0) is { ElementType: ElementType.Bool })
            context.Require(20, $"{Type} of truth values");
        context.AddList(node, "axes", Axes, 1, axesAreInputSince);
        node["keepdims"] = KeepDimensions;
        if (NoAxesMeansNone)
        {
            context.Require(axesAreInputSince, "noop_with_empty_axes");
            node["noop_with_empty_axes"] = 1;
        }
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        if (Function is not (ReduceFunction.Sum or ReduceFunction.Mean))
            throw context.Error("its gradient is not known");
        if (!context.Needs(0) || context.OutputInfo(0).ElementType != ElementType.Float32)
            return;
        TensorShape shape = context.InputInfo(0).Shape;
        TensorShape kept = Keep(shape, ReducedAxes(shape, context.HasInput(1) ? context.InputInfo(1).Value : null));
        float share = Function == ReduceFunction.Mean ? (float)kept.Count / shape.Count : 1;
        context.Set(0, context.Expand(context.Reshape(context.Times(context.Gradient()!, share), kept), shape));
    }

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => Reduced(field, ReducedAxes(context.Shape(0), context.Value(1))));

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    internal override bool AveragesMaps(TypedNode node)
        => Function == ReduceFunction.Mean && node.Shape(0) is { Rank: 4 } input
            && node.OutputShape(0).Count == input[1] * input[0] && input[2] * input[3] > 1;

    /// <summary>Reduced axes are seen whole; where they go, those behind them move up.</summary>
    private ReceptiveField Reduced(ReceptiveField field, bool[] reduced) => field.Map((axis, a)
        => reduced[axis] ? a.Whole() : KeepDimensions ? a : a with { Along = axis - reduced.Take(axis).Count(r => r) });

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        bool[] reduced = ReducedAxes(input.Shape, context.HasInput(1) ? context.RequireValue(1) : null);
        TensorShape shape = Keep(input.Shape, reduced);
        if (!KeepDimensions)
            shape = new TensorShape([.. shape.ToArray().Where((_, i) => !reduced[i])]);
        return [new TensorInfo(shape, input.ElementType)];
    }

    public override Tensor[]? Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        if (input is Tensor<float> || Function is ReduceFunction.L2 or ReduceFunction.LogSum or ReduceFunction.LogSumExp)
            return null;
        bool[] reduced = ReducedAxes(input.Shape, context.Value(1));
        Tensor<long> result = IntegerReduction.Evaluate(Function, input, reduced, Keep(input.Shape, reduced));
        return [result.ConvertTo(input.ElementType).Reshape(Infer(context)[0].Shape)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorInfo input = context.InputInfo(0);
        Dispatch(context, Function, context.Input(0), ReducedAxes(input.Shape, context.Value(1)), context.Output(0), input.ElementType == ElementType.Bool);
    }

    /// <summary>Reduces a view along the given axes; the output's elements are in the order of the kept axes.</summary>
    internal static void Dispatch(
        LoweringContext context, ReduceFunction function, TensorView input, bool[] reduced, TensorView output, bool truth = false)
    {
        var axes = new ReductionAxes(input.Shape, reduced);
        context.Add(new ReduceCall
        {
            Input = input,
            Output = output,
            KeptCount = axes.KeptCount,
            KeptExtent = axes.KeptExtents,
            KeptStride = axes.KeptStrides,
            KeptRank = axes.KeptExtents.Length,
            ReducedCount = axes.ReducedCount,
            ReducedExtent = axes.ReducedExtents,
            ReducedStride = axes.ReducedStrides,
            ReducedRank = axes.ReducedExtents.Length,
            Cooperative = axes.Cooperative,
            Function = (long)function,
            Truth = truth,
            Invocations = axes.Invocations(context.Limits),
            WorkgroupSize = axes.WorkgroupSize(context.Limits),
        });
    }

    /// <summary>A shape with an extent of 1 along every reduced axis.</summary>
    internal static TensorShape Keep(TensorShape shape, bool[] reduced) => new([.. shape.ToArray().Select((extent, i) => reduced[i] ? 1 : extent)]);

    internal bool[] ReducedAxes(TensorShape shape, Tensor? input)
    {
        int[] axes = input?.ToInt32Array() ?? (Axes.IsDefault ? [] : [.. Axes]);
        var reduced = new bool[shape.Rank];
        if (axes.Length == 0)
            return [.. reduced.Select(_ => !NoAxesMeansNone)];
        foreach (int axis in axes)
            reduced[shape.NormalizeAxis(axis)] = true;
        return reduced;
    }
}
