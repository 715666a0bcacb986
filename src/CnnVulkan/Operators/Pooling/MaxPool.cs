using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>The largest element under a sliding window, and optionally where it lies. ONNX MaxPool.</summary>
internal sealed class MaxPool(SlidingWindow window, bool columnMajorIndices = false) : Operator
{
    internal static readonly Kernel Kernel = new(
        "max_pool",
        ["input", "out output", "out indices"],
        [.. PoolGeometry.PushFields, "uint step_d", "uint step_h", "uint step_w", "uint first_plane"],
        [.. PoolGeometry.ConstantNames, "with_indices"]);

    /// <summary>The window.</summary>
    public SlidingWindow Window { get; } = window;

    /// <summary>Whether indices count the first spatial axis fastest; ONNX <c>storage_order</c> 1.</summary>
    public bool ColumnMajorIndices { get; } = columnMajorIndices;

    public static Operator Create(NodeAttributes attributes) => new MaxPool(SlidingWindow.FromAttributes(attributes), attributes.Int("storage_order", 0) == 1);

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = Window.Describe(context, "MaxPool", dilationsSince: 10, ceilSince: 10);
        if (context.HasOutput(1) || ColumnMajorIndices)
            context.Require(8, "the output of indices");
        if (ColumnMajorIndices)
            node["storage_order"] = 1;
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Pooling;

    public override string Label => "max pool";

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Text(inputs[0].Shape);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => Window.Slide(context);

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => outputs[0].Shape.Count * Window.Elements(inputs[0].Shape);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo output = PoolGeometry.OutputInfo(Window, context);
        return [output, new TensorInfo(output.Shape, ElementType.Int64)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        // Nobody need ask for the values to ask for the indices.
        TensorView output = context.HasOutput(0)
            ? context.Output(0)
            : context.Scratch("values", context.OutputInfo(1).Shape, input.Type);
        TensorView? indices = context.HasOutput(1) ? context.Output(1) : null;
        PoolGeometry geometry = PoolGeometry.Of(Window, input.Shape);
        (WindowAxis d, WindowAxis h, WindowAxis w) = (geometry.Axes[0], geometry.Axes[1], geometry.Axes[2]);
        foreach ((int start, int count) in PoolGeometry.PlaneRanges(context, input, output, indices ?? output))
        {
            Dictionary<string, PushValue> push = geometry.Push(count);
            push["step_d"] = ColumnMajorIndices ? 1 : h.Input * w.Input;
            push["step_h"] = ColumnMajorIndices ? d.Input : w.Input;
            push["step_w"] = ColumnMajorIndices ? d.Input * h.Input : 1;
            push["first_plane"] = start;
            Dictionary<string, uint> constants = geometry.Constants();
            constants["with_indices"] = indices is null ? 0u : 1u;
            TensorView values = PoolGeometry.Planes(output, start, count);
            context.Add(new KernelCall
            {
                Kernel = Kernel,
                Buffers = [PoolGeometry.Planes(input, start, count), values, indices is null ? values : PoolGeometry.Planes(indices, start, count)],
                Push = push,
                Constants = constants,
                Invocations = (long)count * geometry.OutPixels,
            });
        }
    }
}
