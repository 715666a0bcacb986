using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>The largest element under a sliding window, and optionally where it lies. ONNX MaxPool.</summary>
internal sealed class MaxPool(SlidingWindow window, bool columnMajorIndices = false) : Pool(window)
{
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

    public override string Label => "max pool";

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => outputs[0].Shape.Count * Window.Elements(inputs[0].Shape);

    private protected override PoolFunction Function => PoolFunction.Largest;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo output = base.Infer(context)[0];
        return [output, new TensorInfo(output.Shape, ElementType.Int64)];
    }

    internal override void Differentiate(GradientContext context)
    {
        if (context.Gradient() is { } gradient && context.Needs(0))
            context.Set(0, context.Add("gradient", new MaxPoolGradient(Window), context.Input(0), gradient));
    }

    public override void Lower(LoweringContext context)
    {
        // Nobody need ask for the values to ask for the indices.
        TensorView output = context.HasOutput(0)
            ? context.Output(0)
            : context.Scratch("values", context.OutputInfo(1).Shape, context.Input(0).Type);
        Lower(context, output, context.HasOutput(1) ? context.Output(1) : null, ColumnMajorIndices);
    }
}
