using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>
/// A sliding window run backwards, as transposed convolutions do: each input element covers a window of the output. Immutable. Where an
/// output shape is asked for, padding is worked out to give it.
/// </summary>
internal sealed class TransposedWindow(
    SlidingWindow window,
    ImmutableArray<int> outputPadding = default,
    ImmutableArray<int> outputShape = default)
{
    /// <summary>Kernel, strides, pads, dilations.</summary>
    public SlidingWindow Window { get; } = window;

    /// <summary>Added to the output's end, per axis; empty for 0.</summary>
    public ImmutableArray<int> OutputPadding { get; } = outputPadding.IsDefault ? [] : outputPadding;

    /// <summary>The spatial extents asked for; empty to take what comes out.</summary>
    public ImmutableArray<int> OutputShape { get; } = outputShape.IsDefault ? [] : outputShape;

    public static TransposedWindow FromAttributes(NodeAttributes attributes)
        => new(SlidingWindow.FromAttributes(attributes), attributes.Ints("output_padding"), attributes.Ints("output_shape"));

    /// <summary>The attributes it is read from.</summary>
    public NodeDescription Describe(ExportContext context)
    {
        NodeDescription node = Window.Describe(context, "ConvTranspose");
        if (!OutputPadding.IsEmpty)
            node["output_padding"] = OutputPadding;
        if (!OutputShape.IsEmpty)
            node["output_shape"] = OutputShape;
        return node;
    }

    /// <summary>Works out padding and output extents.</summary>
    /// <exception cref="ShapeException">The lists do not fit the rank, or nothing comes out; the message has the numbers.</exception>
    public ImmutableArray<WindowAxis> Resolve(TensorShape input, TensorShape weights)
    {
        ImmutableArray<int> kernel = Window.KernelFor(input, weights);
        int rank = kernel.Length;
        if (!OutputPadding.IsEmpty && OutputPadding.Length != rank)
            throw new ShapeException($"{OutputPadding.Length} output paddings are given for the {rank} spatial axes of {input}.");
        // Some exporters list batch and channels too.
        if (!OutputShape.IsEmpty && OutputShape.Length != rank && OutputShape.Length != rank + 2)
            throw new ShapeException($"An output shape of {OutputShape.Length} extents is given for the {rank} spatial axes of {input}.");
        return [.. kernel.Select((k, axis) => ResolveAxis(axis, input[axis + 2], k, rank))];
    }

    /// <summary>What outputs see, from what the input sees; the input is input 0, the weights are input 1.</summary>
    public ReceptiveField Spread(FieldContext context) => context.OfData(field =>
    {
        ImmutableArray<WindowAxis> axes = Resolve(context.Shape(0), context.Shape(1));
        return field.MapSpatial((axis, a) => axes[axis].Spread(a));
    });

    private WindowAxis ResolveAxis(int index, int input, int kernel, int rank)
    {
        int stride = Window.Stride(index), dilation = Window.Dilation(index);
        int extra = OutputPadding.IsEmpty ? 0 : OutputPadding[index];
        // What comes out without padding.
        long full = (stride * (input - 1L)) + extra + WindowAxis.SpanOf(kernel, dilation);
        (int begin, int end) = Window.AutoPad == AutoPad.NotSet ? (Window.PadBegin(index), Window.PadEnd(index)) : (0, 0);
        long output = full - begin - end;
        bool same = Window.AutoPad is AutoPad.SameUpper or AutoPad.SameLower;
        if (!OutputShape.IsEmpty || same)
        {
            output = OutputShape.IsEmpty ? (long)input * stride : OutputShape[OutputShape.Length - rank + index];
            (begin, end) = SlidingWindow.SplitPad(Math.Max(full - output, 0), Window.AutoPad);
        }
        if (output < 1 || input < 1 || output > int.MaxValue)
        {
            throw new ShapeException($"Spatial axis {index} has an output size of {output}: input {input}, kernel {kernel}, stride {stride}, "
                + $"pads {begin} and {end}, dilation {dilation}, output padding {extra}.");
        }
        return new WindowAxis(input, kernel, stride, dilation, begin, end, (int)output);
    }
}
