using System.Collections.Immutable;
using System.Globalization;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>
/// A window that slides over the spatial axes of an input, as convolutions and pools share it: its size, steps and padding, and the
/// one place that works out how many outputs that gives. Immutable.
/// </summary>
public sealed class SlidingWindow
{
    /// <summary>Describes a window. Lists are per spatial axis, outermost first; an empty one stands for its default.</summary>
    /// <param name="kernel">The window's extents; empty where they come with the weights.</param>
    /// <param name="strides">Steps; 1 by default.</param>
    /// <param name="padsBegin">Padding before each axis; 0 by default.</param>
    /// <param name="padsEnd">Padding past each axis; 0 by default.</param>
    /// <param name="dilations">Distances between the elements taken; 1 by default.</param>
    /// <param name="autoPad">Whether padding is worked out instead.</param>
    /// <param name="rounding">What happens to a rest of the input that is smaller than a step.</param>
    /// <exception cref="ShapeException">A stride, dilation or kernel is below 1, or a pad below 0.</exception>
    public SlidingWindow(
        ImmutableArray<int> kernel = default,
        ImmutableArray<int> strides = default,
        ImmutableArray<int> padsBegin = default,
        ImmutableArray<int> padsEnd = default,
        ImmutableArray<int> dilations = default,
        AutoPad autoPad = AutoPad.NotSet,
        WindowRounding rounding = WindowRounding.Floor)
    {
        Kernel = Checked("kernel", kernel, 1);
        Strides = Checked("stride", strides, 1);
        PadsBegin = Checked("pad", padsBegin, 0);
        PadsEnd = Checked("pad", padsEnd, 0);
        Dilations = Checked("dilation", dilations, 1);
        AutoPad = autoPad;
        Rounding = rounding;
    }

    /// <summary>The window's extents; empty where they come with the weights.</summary>
    public ImmutableArray<int> Kernel { get; }

    /// <summary>Steps; empty for 1.</summary>
    public ImmutableArray<int> Strides { get; }

    /// <summary>Padding before each axis; empty for 0.</summary>
    public ImmutableArray<int> PadsBegin { get; }

    /// <summary>Padding past each axis; empty for 0.</summary>
    public ImmutableArray<int> PadsEnd { get; }

    /// <summary>Distances between the elements taken; empty for 1.</summary>
    public ImmutableArray<int> Dilations { get; }

    /// <summary>Whether padding is worked out.</summary>
    public AutoPad AutoPad { get; }

    /// <summary>What happens to a rest of the input that is smaller than a step.</summary>
    public WindowRounding Rounding { get; }

    /// <summary>Reads the attributes <c>kernel_shape, strides, pads, dilations, auto_pad, ceil_mode</c> of ONNX.</summary>
    internal static SlidingWindow FromAttributes(NodeAttributes attributes)
    {
        ImmutableArray<int> pads = attributes.Ints("pads");
        int half = pads.IsDefault ? 0 : pads.Length / 2;
        if (!pads.IsDefault && pads.Length % 2 != 0)
            throw attributes.Error($"'pads' lists {pads.Length} numbers; it must list one for the beginning and one for the end of each axis");
        AutoPad autoPad = attributes.String("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => AutoPad.NotSet,
            "VALID" => AutoPad.Valid,
            "SAME_UPPER" => AutoPad.SameUpper,
            "SAME_LOWER" => AutoPad.SameLower,
            var other => throw attributes.Error($"'auto_pad' is '{other}'; it must be NOTSET, VALID, SAME_UPPER or SAME_LOWER"),
        };
        try
        {
            return new SlidingWindow(
                attributes.Ints("kernel_shape"),
                attributes.Ints("strides"),
                pads.IsDefault ? pads : [.. pads.Take(half)],
                pads.IsDefault ? pads : [.. pads.Skip(half)],
                attributes.Ints("dilations"),
                autoPad,
                attributes.Flag("ceil_mode") ? WindowRounding.Ceil : WindowRounding.Floor);
        }
        catch (ShapeException error)
        {
            throw attributes.Error(error.Message.TrimEnd('.'));
        }
    }

    /// <summary>The attributes it is read from.</summary>
    /// <param name="context">The node.</param>
    /// <param name="type">The operator that slides it.</param>
    /// <param name="dilationsSince">The first operator set in which the operator has dilations.</param>
    /// <param name="ceilSince">The first in which it rounds up; null if none does.</param>
    internal NodeDescription Describe(ExportContext context, string type, int dilationsSince = 1, int? ceilSince = null)
    {
        NodeDescription node = context.Describe(type);
        node["kernel_shape"] = Kernel.IsEmpty ? default : Kernel;
        node["strides"] = Strides.IsEmpty ? default : Strides;
        if (Dilations.Any(d => d != 1))
        {
            context.Require(dilationsSince, $"{type} with dilations");
            node["dilations"] = Dilations;
        }
        if (Rounding == WindowRounding.Ceil)
        {
            context.Require(ceilSince ?? throw context.Refuse($"{type} with outputs rounded up is not in ONNX"), $"{type} with ceil_mode");
            node["ceil_mode"] = 1;
        }
        // Files must not have both; and those that must fit exactly give the same numbers rounded down.
        if (AutoPad != AutoPad.NotSet)
            node["auto_pad"] = AutoPad switch { AutoPad.Valid => "VALID", AutoPad.SameUpper => "SAME_UPPER", _ => "SAME_LOWER" };
        else if (!PadsBegin.IsEmpty || !PadsEnd.IsEmpty)
            node["pads"] = Filled(PadsBegin, PadsEnd).AddRange(Filled(PadsEnd, PadsBegin));
        return node;
    }

    private static ImmutableArray<int> Filled(ImmutableArray<int> pads, ImmutableArray<int> other)
        => pads.IsEmpty ? [.. other.Select(_ => 0)] : pads;

    /// <summary>Works out padding and outputs over the spatial axes of an input.</summary>
    /// <param name="input">The input's shape, N×C×D1×…; the first two axes are not slid over.</param>
    /// <param name="weights">The weights' shape, O×I×K1×…, where the kernel's extents come with them; else null.</param>
    /// <exception cref="ShapeException">The ranks differ, or the window does not fit the input; the message has the numbers.</exception>
    public ImmutableArray<WindowAxis> Resolve(TensorShape input, TensorShape? weights = null)
    {
        ImmutableArray<int> kernel = KernelFor(input, weights);
        return [.. kernel.Select((k, axis) => ResolveAxis(axis, input[axis + 2], k))];
    }

    /// <summary>What its places see, from what the input sees; the input is input 0.</summary>
    internal ReceptiveField Slide(FieldContext context, TensorShape? weights = null) => context.OfData(field =>
    {
        ImmutableArray<WindowAxis> axes = Resolve(context.Shape(0), weights);
        return field.MapSpatial((axis, a) => axes[axis].Slide(a));
    });

    /// <summary>How many elements it takes at each place.</summary>
    internal long Elements(TensorShape input) => Resolve(input).Aggregate(1L, (n, axis) => n * axis.Kernel);

    /// <summary>How papers write it: 7×7/2 is 7×7 with stride 2; with dilation and groups of channels where there are any.</summary>
    internal string Text(TensorShape input, TensorShape? weights = null, int group = 1)
    {
        string stride = Joined(Strides), dilation = Joined(Dilations);
        return string.Join("×", KernelFor(input, weights)) + (stride == "1" ? "" : $"/{stride}") + (dilation == "1" ? "" : $" d{dilation}")
            + (group == 1 ? "" : group == input[1] ? " depthwise" : $" g{group}");
    }

    private static string Joined(ImmutableArray<int> numbers)
        => numbers.IsEmpty ? "1" : numbers.Distinct().Count() == 1 ? $"{numbers[0]}" : string.Join("×", numbers);

    /// <summary>The kernel's extents, checked against the rank of an input and the weights.</summary>
    internal ImmutableArray<int> KernelFor(TensorShape input, TensorShape? weights)
    {
        int rank = input.Rank - 2;
        if (rank is < 1 or > 3)
            throw new ShapeException($"An input of 3 to 5 axes (batch, channels, 1 to 3 spatial) is needed, not {input}.");
        if (weights is not null && weights.Rank != input.Rank)
            throw new ShapeException($"Weights {weights} and input {input} must have the same number of axes.");
        ImmutableArray<int> kernel = Kernel.IsEmpty && weights is not null ? [.. weights.Dimensions.Skip(2)] : Kernel;
        if (weights is not null && !kernel.SequenceEqual(weights.Dimensions.Skip(2)))
            throw new ShapeException($"The kernel shape {string.Join("×", kernel)} is not that of the weights, {weights}.");
        foreach ((string name, ImmutableArray<int> list) in new[]
            { ("kernel extents", kernel), ("strides", Strides), ("pads", PadsBegin), ("pads", PadsEnd), ("dilations", Dilations) })
        {
            if (list.Length != rank && !(list.IsEmpty && name != "kernel extents"))
                throw new ShapeException($"{list.Length} {name} are given for the {rank} spatial axes of {input}.");
        }
        return Checked("kernel", kernel, 1);
    }

    internal int Stride(int axis) => Strides.IsEmpty ? 1 : Strides[axis];

    internal int Dilation(int axis) => Dilations.IsEmpty ? 1 : Dilations[axis];

    internal int PadBegin(int axis) => PadsBegin.IsEmpty ? 0 : PadsBegin[axis];

    internal int PadEnd(int axis) => PadsEnd.IsEmpty ? 0 : PadsEnd[axis];

    /// <summary>Splits a padding over both ends; the odd one goes where <paramref name="autoPad"/> says.</summary>
    internal static (int Begin, int End) SplitPad(long total, AutoPad autoPad)
        => autoPad == AutoPad.SameUpper ? ((int)(total / 2), (int)(total - total / 2)) : ((int)(total - total / 2), (int)(total / 2));

    /// <summary>Puts axes of extent 1 in front, so that one kernel serves 1 to 3 axes.</summary>
    internal static ImmutableArray<WindowAxis> AsVolume(ImmutableArray<WindowAxis> axes)
        => [.. Enumerable.Repeat(WindowAxis.Single, 3 - axes.Length), .. axes];

    private WindowAxis ResolveAxis(int index, int input, int kernel)
    {
        int stride = Stride(index), dilation = Dilation(index);
        long extent = WindowAxis.SpanOf(kernel, dilation);
        (int begin, int end) = AutoPad == AutoPad.NotSet ? (PadBegin(index), PadEnd(index)) : (0, 0);
        string Numbers() => $"input {input}, kernel {kernel}, stride {stride}, pads {begin} and {end}, dilation {dilation}";

        if (AutoPad is AutoPad.SameUpper or AutoPad.SameLower)
        {
            long output = (input + (long)stride - 1) / stride;
            long total = Math.Max((output - 1) * stride + extent - input, 0);
            if (input < 1 || total > int.MaxValue)
                throw new ShapeException($"Spatial axis {index} has an output size of 0: {Numbers()}.");
            (begin, end) = SplitPad(total, AutoPad);
            return new WindowAxis(input, kernel, stride, dilation, begin, end, (int)output);
        }
        long slack = (long)input + begin + end - extent;
        long size = FloorDivide(slack, stride) + 1;
        bool rest = slack % stride != 0;
        // ONNX ignores ceil_mode with VALID. With it, a last window that starts in the end padding sees nothing and is dropped.
        if (rest && Rounding == WindowRounding.Ceil && AutoPad == AutoPad.NotSet && size * stride < (long)input + begin)
            size++;
        if (size is < 1 or > int.MaxValue || input < 1)
        {
            throw new ShapeException(
                $"Spatial axis {index} has an output size of {(input < 1 ? 0 : size)}: {Numbers()}. The window must fit the padded input.");
        }
        if (rest && Rounding == WindowRounding.Exact)
        {
            string exact = ((double)slack / stride + 1).ToString("0.##", CultureInfo.InvariantCulture);
            throw new ShapeException($"Spatial axis {index} does not fit exactly: {Numbers()} give "
                + $"({input + (long)begin + end} - {extent}) / {stride} + 1 = {exact} outputs. Pad or crop the input, or round by floor or ceil.");
        }
        return new WindowAxis(input, kernel, stride, dilation, begin, end, (int)size);
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);

    private static ImmutableArray<int> Checked(string what, ImmutableArray<int> values, int least)
    {
        if (values.IsDefault)
            return [];
        foreach (int value in values)
        {
            if (value < least)
                throw new ShapeException($"A {what} of {value} is given; it must be at least {least}.");
        }
        return values;
    }
}
