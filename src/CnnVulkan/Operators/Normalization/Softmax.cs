using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Turns rows of scores into probabilities, or their logarithms. ONNX Softmax, LogSoftmax, Hardmax.</summary>
internal sealed class Softmax : Operator
{
    public Softmax(SoftmaxFunction function = SoftmaxFunction.Softmax, int axis = -1, bool flattens = false)
    {
        Function = function;
        Axis = axis;
        Flattens = flattens;
    }

    /// <summary>What a row becomes.</summary>
    public SoftmaxFunction Function { get; }

    /// <summary>The axis rows run along, negative from the end.</summary>
    public int Axis { get; }

    /// <summary>Whether a row is everything from the axis on, as before opset 13.</summary>
    public bool Flattens { get; }

    public override string Type => Function.ToString();

    public static Operator Create(SoftmaxFunction function, NodeAttributes attributes)
    {
        bool flattens = attributes.Opset < 13;
        return new Softmax(function, attributes.Int("axis", flattens ? 1 : -1), flattens);
    }

    internal override NodeDescription Export(ExportContext context)
    {
        // A row that nothing but axes of extent 1 follow is the same either way.
        bool alike = Axis == -1 || (context.Info(0)?.Shape is { Rank: > 0 } shape && Axis < shape.Rank
            && shape.CountOf(shape.NormalizeAxis(Axis) + 1, shape.Rank) == 1);
        if (!alike && Flattens)
            context.RequireUpTo(12, $"{Type} over all axes from {Axis} on");
        else if (!alike)
            context.Require(13, $"{Type} over axis {Axis} alone");
        return new NodeDescription(Type) { ["axis"] = context.Axis(Axis) };
    }

    internal override void Differentiate(GradientContext context)
    {
        if (Function == SoftmaxFunction.Hardmax)
            throw context.Error("it moves in jumps and has no gradient");
        if (!context.Needs(0))
            return;
        TensorShape shape = context.InputInfo(0).Shape;
        (int outer, int extent, int inner) = Axes(shape);
        var rows = new TensorShape(outer, extent, inner);
        string gradient = context.Reshape(context.Gradient()!, rows), y = context.Reshape(context.Output(0), rows);
        string Total(string x) => context.SumTo(x, new TensorShape(outer, 1, inner));
        // p · (g - Σ g p) of probabilities p; of their logarithms g - p Σ g.
        string result = Function == SoftmaxFunction.Softmax
            ? context.Times(context.Combine(BinaryFunction.Sub, gradient, Total(context.Times(gradient, y))), y)
            : context.Combine(BinaryFunction.Sub, gradient, context.Times(context.Apply(UnaryFunction.Exp, y), Total(gradient)));
        context.Set(0, context.Reshape(result, shape));
    }

    public override OperatorKind Kind => OperatorKind.Scores;

    public override string Label => Function == SoftmaxFunction.LogSoftmax ? "log softmax" : base.Label;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.Map((axis, a) => Normalizes(axis, context.Shape(0)) ? a.Whole() : a));

    // Maximum, exponent, sum, quotient.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 4 * (long)outputs[0].Shape.Count;

    internal override bool GivesProbabilities => true;

    /// <summary>Before opset 13 a softmax runs over all axes from the one given.</summary>
    private bool Normalizes(int axis, TensorShape shape)
    {
        int first = Axis < 0 ? Axis + shape.Rank : Axis;
        return axis == first || (Flattens && axis > first);
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32)
            throw context.Error($"it is defined for real numbers, not for {input.ElementType}");
        Axes(input.Shape);
        return [input with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        TensorView output = context.Output(0);
        (int outer, int extent, int inner) = Axes(input.Shape);
        if (input.Count == 0)
            return;
        int step = extent * inner;
        foreach ((int start, int count) in context.SplitOuter(outer, input, output))
        {
            int rows = count * inner;
            bool cooperative = CooperativeGroup.Pays(extent, rows, inner == 1);
            uint size = cooperative ? CooperativeGroup.Size(extent, context.Limits) : 0;
            var shape = new TensorShape(count * step);
            context.Add(new SoftmaxCall
            {
                Input = input.Part(start * step, shape),
                Output = output.Part(start * step, shape),
                Function = (long)Function,
                Rows = rows,
                Extent = extent,
                Inner = inner,
                Cooperative = cooperative,
                Invocations = rows * (long)Math.Max(size, 1),
                WorkgroupSize = size,
            });
        }
    }

    private (int Outer, int Extent, int Inner) Axes(TensorShape shape)
    {
        // The flattening form may name the axis past the last: rows of one element. A scalar is such a row too.
        int axis = shape.Rank == 0 || (Flattens && Axis == shape.Rank) ? shape.Rank : shape.NormalizeAxis(Axis);
        int end = Flattens || axis == shape.Rank ? shape.Rank : axis + 1;
        return (shape.CountOf(0, axis), shape.CountOf(axis, end), shape.CountOf(end, shape.Rank));
    }
}
