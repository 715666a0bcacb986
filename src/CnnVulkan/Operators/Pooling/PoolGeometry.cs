using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>A pool on given shapes, and what its kernels are all pushed and specialised with.</summary>
/// <param name="Axes">Depth, height and width; those the input does not have are of extent 1.</param>
internal sealed record PoolGeometry(ImmutableArray<WindowAxis> Axes)
{
    /// <summary>Extents and pads: the fields every pool kernel starts its own with.</summary>
    public static readonly ImmutableArray<string> PushFields =
        ["uint count", "uint in_d", "uint in_h", "uint in_w", "uint out_d", "uint out_h", "uint out_w", "int pad_d", "int pad_h", "int pad_w"];

    /// <summary>The constants of <c>window.glsl</c>.</summary>
    public static readonly ImmutableArray<string> ConstantNames =
        ["kernel_d", "kernel_h", "kernel_w", "stride_d", "stride_h", "stride_w", "dilation_d", "dilation_h", "dilation_w"];

    private static readonly ImmutableArray<string> AxisNames = ["d", "h", "w"];

    public int InPixels => Axes[0].Input * Axes[1].Input * Axes[2].Input;

    public int OutPixels => Axes[0].Output * Axes[1].Output * Axes[2].Output;

    public static PoolGeometry Of(SlidingWindow window, TensorShape input) => new(SlidingWindow.AsVolume(window.Resolve(input)));

    /// <summary>The output's shape of a pool: as many pictures and channels.</summary>
    public static TensorShape OutputShape(SlidingWindow window, TensorShape input)
        => new([input[0], input[1], .. window.Resolve(input).Select(a => a.Output)]);

    /// <summary>What every pool makes of its first input.</summary>
    public static TensorInfo OutputInfo(SlidingWindow window, InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return new TensorInfo(OutputShape(window, input.Shape), input.ElementType);
    }

    /// <summary>Ranges of planes, one picture's channel each, that a binding can span.</summary>
    public static ImmutableArray<(int Start, int Count)> PlaneRanges(LoweringContext context, params TensorView[] views)
    {
        int planes = views[0].Shape[0] * views[0].Shape[1];
        return context.SplitOuter(planes, views);
    }

    /// <summary>Planes [start, start + count) of a view N×C×….</summary>
    public static TensorView Planes(TensorView view, int start, int count)
    {
        int planes = view.Shape[0] * view.Shape[1];
        return view.Reshape(new TensorShape(planes, view.Count / Math.Max(planes, 1))).Range(start, count);
    }

    public Dictionary<string, PushValue> Push(int planes)
    {
        var push = new Dictionary<string, PushValue> { ["count"] = checked((uint)((long)planes * OutPixels)) };
        for (int i = 0; i < 3; i++)
        {
            push[$"in_{AxisNames[i]}"] = Axes[i].Input;
            push[$"out_{AxisNames[i]}"] = Axes[i].Output;
            push[$"pad_{AxisNames[i]}"] = Axes[i].PadBegin;
        }
        return push;
    }

    public Dictionary<string, uint> Constants()
    {
        var constants = new Dictionary<string, uint>();
        for (int i = 0; i < 3; i++)
        {
            constants[$"kernel_{AxisNames[i]}"] = (uint)Axes[i].Kernel;
            constants[$"stride_{AxisNames[i]}"] = (uint)Axes[i].Stride;
            constants[$"dilation_{AxisNames[i]}"] = (uint)Axes[i].Dilation;
        }
        return constants;
    }
}
