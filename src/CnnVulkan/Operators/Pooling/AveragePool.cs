using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>The mean of the elements under a sliding window. ONNX AveragePool.</summary>
internal sealed class AveragePool(SlidingWindow window, bool countPadding = false) : Operator
{
    internal static readonly Kernel Kernel = new(
        "average_pool",
        ["input", "out output"],
        [.. PoolGeometry.PushFields, "int end_d", "int end_h", "int end_w"],
        [.. PoolGeometry.ConstantNames, "count_padding"]);

    /// <summary>The window.</summary>
    public SlidingWindow Window { get; } = window;

    /// <summary>Whether padding counts as elements of 0; ONNX <c>count_include_pad</c>.</summary>
    public bool CountPadding { get; } = countPadding;

    public static Operator Create(NodeAttributes attributes)
        => new AveragePool(SlidingWindow.FromAttributes(attributes), attributes.Flag("count_include_pad"));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = Window.Describe(context, "AveragePool", dilationsSince: 19, ceilSince: 10);
        node["count_include_pad"] = CountPadding;
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Pooling;

    public override string Label => "mean pool";

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Text(inputs[0].Shape);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => Window.Slide(context);

    // The sum and the quotient.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => outputs[0].Shape.Count * (Window.Elements(inputs[0].Shape) + 1);

    internal override bool AveragesMaps(TypedNode node)
        => node.Shape(0) is { Rank: 4 } input && Window.Kernel.SequenceEqual([input[2], input[3]]) && node.OutputShape(0).CountOf(2, 4) == 1;

    public override TensorInfo[] Infer(InferenceContext context) => [PoolGeometry.OutputInfo(Window, context)];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        PoolGeometry geometry = PoolGeometry.Of(Window, input.Shape);
        foreach ((int start, int count) in PoolGeometry.PlaneRanges(context, input, output))
        {
            Dictionary<string, PushValue> push = geometry.Push(count);
            push["end_d"] = geometry.Axes[0].Input + geometry.Axes[0].PadEnd;
            push["end_h"] = geometry.Axes[1].Input + geometry.Axes[1].PadEnd;
            push["end_w"] = geometry.Axes[2].Input + geometry.Axes[2].PadEnd;
            Dictionary<string, uint> constants = geometry.Constants();
            constants["count_padding"] = CountPadding ? 1u : 0u;
            context.Add(new KernelCall
            {
                Kernel = Kernel,
                Buffers = [PoolGeometry.Planes(input, start, count), PoolGeometry.Planes(output, start, count)],
                Push = push,
                Constants = constants,
                Invocations = (long)count * geometry.OutPixels,
            });
        }
    }
}
