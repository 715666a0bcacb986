using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>The mean of the elements under a sliding window. ONNX AveragePool.</summary>
internal sealed class AveragePool(SlidingWindow window, bool countPadding = false) : Pool(window)
{
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

    public override string Label => "mean pool";

    // The sum and the quotient.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => outputs[0].Shape.Count * (Window.Elements(inputs[0].Shape) + 1);

    internal override bool AveragesMaps(TypedNode node)
        => node.Shape(0) is { Rank: 4 } input && Window.Kernel.SequenceEqual([input[2], input[3]]) && node.OutputShape(0).CountOf(2, 4) == 1;

    internal override void Differentiate(GradientContext context)
    {
        if (context.Gradient() is { } gradient && context.Needs(0))
            context.Set(0, context.Add("gradient", new AveragePoolGradient(Window, CountPadding, context.InputInfo(0).Shape), gradient));
    }

    private protected override PoolFunction Function => PoolFunction.Average;

    private protected override bool CountsPadding => CountPadding;
}
