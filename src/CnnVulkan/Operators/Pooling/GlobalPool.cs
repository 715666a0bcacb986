using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Reduces each channel of each picture to one number. ONNX GlobalAveragePool, GlobalMaxPool and GlobalLpPool.</summary>
internal sealed class GlobalPool(GlobalPoolFunction function, float exponent = 2) : Operator
{
    private const int WorkgroupSize = 64;

    /// <summary>Elements per lane below which more lanes cost more in folding than they save.</summary>
    private const int MinPerLane = 8;

    internal static readonly Kernel Kernel = new(
        "global_pool",
        ["input", "out output"],
        ["uint planes", "uint pixels", "float exponent"],
        ["function", "lanes"]);

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

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        int pixels = input.Shape.CountOf(2, input.Shape.Rank);
        int lanes = 1;
        while (lanes < WorkgroupSize && lanes * 2 * MinPerLane <= pixels)
            lanes *= 2;
        foreach ((int start, int count) in PoolGeometry.PlaneRanges(context, input, output))
        {
            context.Add(new KernelCall
            {
                Kernel = Kernel,
                Buffers = [PoolGeometry.Planes(input, start, count), PoolGeometry.Planes(output, start, count)],
                Push = new Dictionary<string, PushValue> { ["planes"] = count, ["pixels"] = pixels, ["exponent"] = Exponent },
                Constants = new Dictionary<string, uint> { ["function"] = (uint)Function, ["lanes"] = (uint)lanes },
                Invocations = (long)count * lanes,
                WorkgroupSize = WorkgroupSize,
            });
        }
    }
}
