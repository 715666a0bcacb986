using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The p-norm of the elements under a sliding window. ONNX LpPool.</summary>
internal sealed class LpPool(SlidingWindow window, float exponent = 2) : Pool(window)
{
    /// <summary>The p of the norm; above 0.</summary>
    public float Exponent { get; } = exponent;

    public static Operator Create(NodeAttributes attributes) => new LpPool(SlidingWindow.FromAttributes(attributes), ReadExponent(attributes));

    /// <summary>The attribute <c>p</c>: a real number in the first opset, an integer since.</summary>
    internal static float ReadExponent(NodeAttributes attributes)
    {
        float exponent = attributes.Opset < 2 ? attributes.Float("p", 2) : attributes.Int("p", 2);
        return exponent > 0 ? exponent : throw attributes.Error($"'p' is {exponent}; it must be above 0");
    }

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = Window.Describe(context, "LpPool", dilationsSince: 18, ceilSince: 18);
        node["p"] = WholeExponent(context, Exponent);
        return node;
    }

    /// <summary>The exponent as files have it: whole from operator set 2 on.</summary>
    internal static int WholeExponent(ExportContext context, float exponent)
        => exponent == (int)exponent ? (int)exponent : throw context.Refuse($"the exponent {exponent} is no whole number");

    public override string Label => "lp pool";

    // Powers, their sum and its root.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => outputs[0].Shape.Count * (2 * Window.Elements(inputs[0].Shape) + 1);

    private protected override PoolFunction Function => PoolFunction.Norm;

    private protected override float Norm => Exponent;
}
