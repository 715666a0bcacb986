using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>A convolution on given shapes, in numbers: what its kernels share.</summary>
/// <param name="Batch">Pictures.</param>
/// <param name="InChannels">Input channels, all groups together.</param>
/// <param name="OutChannels">Output channels, all groups together.</param>
/// <param name="Group">Groups.</param>
/// <param name="Axes">Depth, height and width; those the input does not have are of extent 1.</param>
internal sealed record ConvGeometry(int Batch, int InChannels, int OutChannels, int Group, ImmutableArray<WindowAxis> Axes)
{
    public int GroupInputs => InChannels / Group;

    public int GroupOutputs => OutChannels / Group;

    public WindowAxis Depth => Axes[0];

    public WindowAxis Height => Axes[1];

    public WindowAxis Width => Axes[2];

    public int Taps => Depth.Kernel * Height.Kernel * Width.Kernel;

    public int OutPixels => Depth.Output * Height.Output * Width.Output;

    public bool IsPlanar => Depth is { Kernel: 1, Output: 1, Input: 1, PadBegin: 0 };

    /// <summary>Each channel has its own filter and gives one channel.</summary>
    public bool IsDepthwise => Group > 1 && GroupInputs == 1 && GroupOutputs == 1;

    /// <summary>A 1×1 filter that visits every pixel once: rows need not be told apart.</summary>
    public bool IsPointwise => IsPlanar && Plain(Height) && Plain(Width);

    /// <summary>The same pictures with all pixels of a channel in one row. For pointwise convolutions only.</summary>
    public ConvGeometry AsOneRow()
    {
        WindowAxis row = Width with { Input = Height.Input * Width.Input, Output = Height.Output * Width.Output };
        return this with { Axes = [Depth, WindowAxis.Single, row] };
    }

    /// <summary>Whether tiles of neighbouring pixels of a row, the last tile included, read nothing outside the input.</summary>
    public bool RowTilesStayInside(int tile) => Width.Output % tile == 0 && StaysInside(Height) && StaysInside(Width);

    public long MultiplyAdds(int batch, int outChannels) => (long)batch * outChannels * OutPixels * GroupInputs * Taps;

    /// <summary>The push constants of all kernels over height and width: extents and pads.</summary>
    public Dictionary<string, PushValue> PlanarExtents() => new()
    {
        ["in_h"] = Height.Input,
        ["in_w"] = Width.Input,
        ["out_h"] = Height.Output,
        ["out_w"] = Width.Output,
        ["pad_h"] = Height.PadBegin,
        ["pad_w"] = Width.PadBegin,
    };

    /// <summary>The specialisation constants of all kernels over height and width: the window.</summary>
    public Dictionary<string, uint> PlanarWindow() => new()
    {
        ["kernel_h"] = (uint)Height.Kernel,
        ["kernel_w"] = (uint)Width.Kernel,
        ["stride_h"] = (uint)Height.Stride,
        ["stride_w"] = (uint)Width.Stride,
        ["dilation_h"] = (uint)Height.Dilation,
        ["dilation_w"] = (uint)Width.Dilation,
    };

    public static ConvGeometry Of(SlidingWindow window, int group, TensorInfo input, TensorInfo weights)
        => new(input.Shape[0], input.Shape[1], weights.Shape[0], group, SlidingWindow.AsVolume(window.Resolve(input.Shape, weights.Shape)));

    private static bool StaysInside(WindowAxis axis)
        => axis.PadBegin == 0 && (axis.Output - 1L) * axis.Stride + axis.Extent <= axis.Input;

    private static bool Plain(WindowAxis axis) => axis is { Kernel: 1, Stride: 1, PadBegin: 0, PadEnd: 0 };
}
