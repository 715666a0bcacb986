using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Reduces each channel of each picture to one number. ONNX GlobalAveragePool, GlobalMaxPool and GlobalLpPool.</summary>
internal sealed class GlobalPool(GlobalPoolFunction function, float exponent = 2) : Operator
{
    private const int WorkgroupSize = 64;

    /// <summary>Elements per lane below which more lanes cost more in folding than they save.</summary>
    private const int MinPerLane = 8;

    public override string Type => $"Global{Function}Pool";

    /// <summary>What it makes of a channel.</summary>
    public GlobalPoolFunction Function { get; } = function;

    /// <summary>The p of <see cref="GlobalPoolFunction.Lp"/>.</summary>
    public float Exponent { get; } = exponent;

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe(Type);
        if (Function == GlobalPoolFunction.Lp)
            node["p"] = LpPool.WholeExponent(context, Exponent);
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Pooling;

    public override string Label => Function == GlobalPoolFunction.Average ? "global mean" : $"global {Function.ToString().ToLowerInvariant()}";

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    internal override bool AveragesMaps(TypedNode node) => Function == GlobalPoolFunction.Average && node.Shape(0).Rank == 4;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.Shape.Rank < 3)
            throw context.Error("an input with spatial axes after batch and channels is needed");
        int[] output = [input.Shape[0], input.Shape[1], .. Enumerable.Repeat(1, input.Shape.Rank - 2)];
        return [new TensorInfo(new TensorShape(output), input.ElementType)];
    }

    /// <summary>Either layout, but for norms, which only the plain kernel computes.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
        => Function == GlobalPoolFunction.Lp ? [NodeLayouts.Plain] : NodeLayouts.Any(context, Infer(context)[0].Shape);

    /// <summary>As of a pool whose window is the whole picture.</summary>
    internal override void Differentiate(GradientContext context)
    {
        if (context.Gradient() is not { } gradient || !context.Needs(0))
            return;
        TensorShape shape = context.InputInfo(0).Shape;
        if (Function == GlobalPoolFunction.Lp || shape.Rank > 5)
            throw context.Error("its gradient is known for means and largest elements over one to three spatial axes");
        var window = new SlidingWindow([.. shape.Dimensions.Skip(2)]);
        context.Set(0, Function == GlobalPoolFunction.Average
            ? context.Add("gradient", new AveragePoolGradient(window, false, shape), gradient)
            : context.Add("gradient", new MaxPoolGradient(window), context.Input(0), gradient));
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        int pixels = input.Shape.CountOf(2, input.Shape.Rank);
        int lanes = 1;
        // A CPU driver folds vectors of channels fastest by itself.
        bool alone = input.Layout == Layout.Nc4hw && context.Traits.IsCpu;
        while (!alone && lanes < WorkgroupSize && lanes * 2 * MinPerLane <= pixels)
            lanes *= 2;
        foreach ((int start, int count) in Planes.Ranges(context, input, output))
        {
            context.Add(new GlobalPoolCall
            {
                Input = Planes.Of(input, start, count),
                Output = Planes.Of(output, start, count),
                Planes = count,
                Pixels = pixels,
                Exponent = Exponent,
                Function = (long)Function,
                Lanes = lanes,
                Invocations = (long)count * lanes,
                WorkgroupSize = WorkgroupSize,
            });
        }
    }
}
