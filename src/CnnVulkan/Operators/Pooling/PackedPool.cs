using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>The mean or the largest of each window of channel-packed pictures.</summary>
/// <param name="window">The window over height and width.</param>
/// <param name="largest">Whether it takes the largest element, not the mean.</param>
/// <param name="countPadding">Whether padding counts as elements of 0 in the mean.</param>
internal sealed class PackedPool(SlidingWindow window, bool largest, bool countPadding = false) : Operator
{
    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "pool2d_packed",
        ["texel input", "out output"],
        ["uint count", "uint in_h", "uint in_w", "uint out_h", "uint out_w", "int pad_h", "int pad_w", "int end_h", "int end_w"],
        ["function", "kernel_h", "kernel_w", "stride_h", "stride_w", "dilation_h", "dilation_w", "count_padding", "few"]);

    /// <summary>Taps that are all visited, inside the input or not: 3×3 took a third of the time that way.</summary>
    private const int FewTaps = 32;

    public override string Type => Largest ? "MaxPool" : "AveragePool";

    public SlidingWindow Window { get; } = window;

    public bool Largest { get; } = largest;

    public bool CountPadding { get; } = countPadding;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        TensorShape output = PoolGeometry.OutputShape(Window, Plain(input.Shape));
        return [input with { Shape = PackedLayout.Pack(output), Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        PoolGeometry geometry = PoolGeometry.Of(Window, Plain(input.Shape));
        (WindowAxis h, WindowAxis w) = (geometry.Axes[1], geometry.Axes[2]);
        foreach ((int start, int count) in PoolGeometry.PlaneRanges(context, input, output))
        {
            long vectors = (long)count * geometry.OutPixels;
            context.Add(new KernelCall
            {
                Kernel = Kernels.For(context.Traits),
                Buffers = [PoolGeometry.Planes(input, start, count), PoolGeometry.Planes(output, start, count)],
                Push = new Dictionary<string, PushValue>
                {
                    ["count"] = checked((uint)vectors),
                    ["in_h"] = h.Input,
                    ["in_w"] = w.Input,
                    ["out_h"] = h.Output,
                    ["out_w"] = w.Output,
                    ["pad_h"] = h.PadBegin,
                    ["pad_w"] = w.PadBegin,
                    ["end_h"] = h.Input + h.PadEnd,
                    ["end_w"] = w.Input + w.PadEnd,
                },
                Constants = new Dictionary<string, uint>
                {
                    ["function"] = Largest ? 1u : 0u,
                    ["kernel_h"] = (uint)h.Kernel,
                    ["kernel_w"] = (uint)w.Kernel,
                    ["stride_h"] = (uint)h.Stride,
                    ["stride_w"] = (uint)w.Stride,
                    ["dilation_h"] = (uint)h.Dilation,
                    ["dilation_w"] = (uint)w.Dilation,
                    ["count_padding"] = CountPadding ? 1u : 0u,
                    ["few"] = (long)h.Kernel * w.Kernel <= FewTaps ? 1u : 0u,
                },
                Invocations = vectors,
            });
        }
    }

    /// <summary>The shape as windows count: a vector is a channel to them.</summary>
    private static TensorShape Plain(TensorShape packed) => PackedLayout.Unpack(packed, packed[1] * PackedLayout.Width);
}
