using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>The mean or the largest element of each channel of channel-packed pictures; the result N×⌈C/4⌉×1×1×4 lies as N×C×1×1 does.</summary>
internal sealed class PackedGlobalPool(GlobalPoolFunction function) : Operator
{
    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "global_pool_packed", ["texel input", "out output"], ["uint planes", "uint pixels"], ["function"]);

    public override string Type => $"Global{Function}Pool";

    /// <summary>Average or Max.</summary>
    public GlobalPoolFunction Function { get; } = function;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return [input with { Shape = new TensorShape(input.Shape[0], input.Shape[1], 1, 1, PackedLayout.Width), Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        foreach ((int start, int count) in PoolGeometry.PlaneRanges(context, input, output))
        {
            context.Add(new KernelCall
            {
                Kernel = Kernels.For(context.Traits),
                Buffers = [PoolGeometry.Planes(input, start, count), PoolGeometry.Planes(output, start, count)],
                Push = new Dictionary<string, PushValue> { ["planes"] = count, ["pixels"] = input.Shape[2] * input.Shape[3] },
                Constants = new Dictionary<string, uint> { ["function"] = (uint)Function },
                Invocations = count,
            });
        }
    }
}
