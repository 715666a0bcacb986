using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

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

    /// <summary>How many channels the last vector of the output holds.</summary>
    public int LastChannels => (OutChannels - 1) % Layouts.Width + 1;

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

    /// <summary>Extents and pads of height and width, as kernels take them.</summary>
    public PlanarExtents PlanarExtents => new(Height.Input, Width.Input, Height.Output, Width.Output, Height.PadBegin, Width.PadBegin);

    /// <summary>The window over height and width.</summary>
    public PlanarWindow PlanarWindow => new(Height.Kernel, Width.Kernel, Height.Stride, Width.Stride, Height.Dilation, Width.Dilation);

    /// <summary>Extents and pads of all three axes.</summary>
    public VolumeExtents VolumeExtents => Axes.Extents();

    /// <summary>The window over all three axes.</summary>
    public VolumeWindow VolumeWindow => Axes.Window();

    public static ConvGeometry Of(SlidingWindow window, int group, TensorInfo input, TensorInfo weights)
        => new(input.Shape[0], input.Shape[1], weights.Shape[0], group, SlidingWindow.AsVolume(window.Resolve(input.Shape, weights.Shape)));

    private static bool StaysInside(WindowAxis axis)
        => axis.PadBegin == 0 && (axis.Output - 1L) * axis.Stride + axis.Extent <= axis.Input;

    private static bool Plain(WindowAxis axis) => axis is { Kernel: 1, Stride: 1, PadBegin: 0, PadEnd: 0 };
}
