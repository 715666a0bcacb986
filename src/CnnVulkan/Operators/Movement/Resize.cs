using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Resizes axes, one after the other. ONNX Resize and Upsample of all opsets. Where the output is given by scales its extents are
/// rounded down.
/// </summary>
internal sealed class Resize : MovementOperator
{
    /// <summary>The largest extent that is resized: taps are worked out on the CPU, and no picture has a million pixels on a side.</summary>
    private const int MaxExtent = 1 << 20;

    private static readonly Tensor<float> NoNumbers = new(new TensorShape(0));

    private readonly ImmutableArray<int> _axes;
    private readonly ImmutableArray<float> _scales;
    private readonly int _scalesInput;

    /// <summary>Resizes each axis by a scale.</summary>
    public Resize(ResizeOptions options, ImmutableArray<float> scales)
        : this(options, scales, 1, default)
    {
    }

    private Resize(ResizeOptions options, ImmutableArray<float> scales, int scalesInput, ImmutableArray<int> axes)
    {
        Options = options;
        _scales = scales;
        _scalesInput = scalesInput;
        _axes = axes;
    }

    /// <summary>How elements are made.</summary>
    public ResizeOptions Options { get; }

    public static Operator Create(NodeAttributes attributes) => attributes.Opset < 11
        ? new Resize(ResizeOptions.Old(attributes), default, 1, default)
        : new Resize(ResizeOptions.Of(attributes), default, 2, attributes.Ints("axes"));

    public static Operator CreateUpsample(NodeAttributes attributes)
    {
        ImmutableArray<float> scales = attributes.Floats("scales");
        if (attributes.Has("height_scale") || attributes.Has("width_scale"))
            scales = [1, 1, attributes.Float("height_scale", 1), attributes.Float("width_scale", 1)];
        return new Resize(ResizeOptions.Old(attributes), scales, 1, default);
    }

    internal override NodeDescription Export(ExportContext context)
    {
        if (_scalesInput == 1)
            return ExportOld(context);
        NodeDescription node = Options.Describe(context);
        if (!_axes.IsDefault)
            context.Require(18, "Resize of some axes");
        node["axes"] = _axes;
        // Up to operator set 12 what is not given is an empty list; since, it must be left out.
        if (context.Opset < 13 && !context.HasInput(1))
            node.SetInput(1, "roi", NoNumbers);
        if (context.Opset < 13 && !context.HasInput(2))
            node.SetInput(2, "scales", NoNumbers);
        if (context.Opset >= 13 && context.HasInput(3) && context.Value(2) is { Shape.Count: 0 })
            node.LeaveOut(2);
        return node;
    }

    /// <summary>What Upsample and the Resize of operator set 10 do: said as they say it, or with what later ones have for it.</summary>
    private NodeDescription ExportOld(ExportContext context)
    {
        Tensor? scales = _scales.IsDefault ? context.Value(1) : new Tensor<float>(new TensorShape(_scales.Length), [.. _scales]);
        if (context.Opset > 10)
            return ExportOldAsNew(context, scales);
        var node = new NodeDescription(context.Opset < 10 ? "Upsample" : "Resize") { ["mode"] = ResizeOptions.NameOf(Options.Mode) };
        const int ScalesAreInputSince = 9;
        if (context.Opset < ScalesAreInputSince)
            node["scales"] = _scales.IsDefault ? context.RequireValue(node, 1, "scales", ScalesAreInputSince).ToFloatArray() : scales!.ToFloatArray();
        else if (!_scales.IsDefault)
            node.SetInput(1, "scales", scales!);
        return node;
    }

    private NodeDescription ExportOldAsNew(ExportContext context, Tensor? scales)
    {
        if (scales is null)
        {
            context.RequireUpTo(10, "Resize by computed scales in the form of operator set 10");
            throw context.Refuse("its scales are computed");
        }
        float[] factors = scales.ToFloatArray();
        bool grows = factors.All(f => f >= 1);
        if (Options.Mode == ResizeMode.Nearest && !grows && !factors.All(f => f <= 1))
            context.RequireUpTo(10, "Resize to the nearest that grows one axis and shrinks another");
        NodeDescription node = (Options with { Nearest = grows ? NearestMode.Floor : NearestMode.Ceil }).Describe(context);
        if (context.Opset < 13)
            node.SetInput(1, "roi", NoNumbers);
        else
            node.LeaveOut(1);
        node.SetInput(2, "scales", scales);
        return node;
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.Map((axis, a) => Resampled(a, context.Shape(0), context.Value, axis)));

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        ResizeAxis[] axes = Axes(input.Shape, i => context.HasInput(i) ? context.RequireValue(i) : null);
        if (axes.Any(a => a.Input == 0 && a.Output > 0))
            throw context.Error("an empty axis cannot be resized");
        if (axes.Any(a => !StaysAsItIs(a) && Math.Max(a.Input, a.Output) > MaxExtent))
            throw context.Error($"an axis of more than {MaxExtent} elements cannot be resized");
        return [new TensorInfo(new TensorShape(axes.Select(a => a.Output).ToArray()), input.ElementType)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView current = context.Input(0), output = context.Output(0);
        if (output.Count == 0)
            return;
        ResizeAxis[] axes = Axes(current.Shape, context.Value);
        // Shrinking first leaves the later passes less to do.
        (int Axis, ResampleTaps Taps)[] passes = Enumerable.Range(0, axes.Length).Where(i => !StaysAsItIs(axes[i]))
            .Select(i => (Axis: i, Taps: ResampleTaps.Of(Options, axes[i])))
            .Where(p => !p.Taps.IsIdentity(axes[p.Axis].Input))
            .OrderBy(p => axes[p.Axis].Scale).ThenBy(p => p.Axis).ToArray();
        if (passes.Length == 0)
            Expand.Broadcast(current.Shape, output.Shape).Lower(context, current, output);
        for (int i = 0; i < passes.Length; i++)
        {
            (int axis, ResampleTaps taps) = passes[i];
            TensorShape shape = current.Shape.With(axis, axes[axis].Output);
            TensorView next = i == passes.Length - 1 ? output : context.Scratch($"axis{axis}", shape, output.Type);
            Resample(context, current, next, axis, taps);
            current = next;
        }
    }

    /// <summary>What the taps along one axis make of a field.</summary>
    private ReceptiveAxis Resampled(ReceptiveAxis a, TensorShape input, Func<int, Tensor?> value, int axis)
    {
        ResizeAxis resized = Axes(input, value)[axis];
        if (StaysAsItIs(resized) || resized.Output == 0)
            return a;
        double step = resized.Place(1, Options.Coordinates) - resized.Place(0, Options.Coordinates);
        (double first, double last) = ResampleTaps.Of(Options, resized).Reach(step);
        return a.Behind(step, first, last);
    }

    /// <summary>Whether an axis needs no taps: at scale 1 the modes below map each index to itself.</summary>
    private bool StaysAsItIs(ResizeAxis axis) => axis.Scale == 1 && axis.Output == axis.Input
        && Options.Coordinates is not (CoordinateMode.TfCropAndResize or CoordinateMode.TfHalfPixelForNearest);

    private void Resample(LoweringContext context, TensorView input, TensorView output, int axis, ResampleTaps taps)
    {
        Tensor<int> table = taps.Pack();
        TensorView tapView = context.Constant(table, $"resample/{axis}", () => table);
        int outer = input.Shape.CountOf(0, axis), inner = input.Shape.CountOf(axis + 1, input.Shape.Rank);
        TensorView source = input.Reshape(new TensorShape(outer, input.Shape[axis], inner));
        TensorView target = output.Reshape(new TensorShape(outer, output.Shape[axis], inner));
        foreach ((int start, int count) in context.SplitOuter(outer, source, target))
        {
            TensorView part = target.Range(start, count);
            context.Add(new ResizeCall
            {
                Input = source.Range(start, count),
                Taps = tapView,
                Output = part,
                Count = part.Count,
                InputExtent = input.Shape[axis],
                OutputExtent = output.Shape[axis],
                Inner = inner,
                Extrapolation = Options.Extrapolation,
                TapCount = taps.Width,
                Invocations = part.Count,
            });
        }
    }

    /// <summary>Every axis of the input, those that are left alone included.</summary>
    private ResizeAxis[] Axes(TensorShape input, Func<int, Tensor?> value)
    {
        int[] axes = (_axes.IsDefault ? Enumerable.Range(0, input.Rank) : _axes.Select(input.NormalizeAxis)).ToArray();
        float[] scales = _scales.IsDefault ? value(_scalesInput)?.ToFloatArray() ?? [] : [.. _scales];
        float[] regions = Options.Coordinates == CoordinateMode.TfCropAndResize ? value(1)?.ToFloatArray() ?? [] : [];
        int[] sizes = _scalesInput == 2 ? value(3)?.ToInt32Array() ?? [] : [];
        // Up to opset 12 an input that is left out may be an empty tensor, so sizes decide.
        ResizeAxis[] resized = sizes.Length > 0 ? BySizes(input, axes, sizes) : ByScales(input, axes, scales);
        ResizeAxis[] result = input.Dimensions.Select(d => new ResizeAxis(d, d, 1)).ToArray();
        if (regions.Length > 0 && regions.Length != 2 * axes.Length)
            throw new ShapeException($"{2 * axes.Length} numbers are expected in roi, not {regions.Length}.");
        for (int i = 0; i < axes.Length; i++)
            result[axes[i]] = regions.Length == 0 ? resized[i] : resized[i] with { Start = regions[i], End = regions[axes.Length + i] };
        return result;
    }

    private static ResizeAxis[] ByScales(TensorShape input, int[] axes, float[] scales)
    {
        if (scales.Length != axes.Length)
            throw new ShapeException($"{axes.Length} scales are expected, not {scales.Length}.");
        return axes.Select((axis, i) =>
        {
            // In single precision, as ONNX's own shape rule has it: 10 · 0.7f is 7, not 6.99….
            float extent = MathF.Floor(input[axis] * scales[i]);
            return scales[i] > 0 && extent < int.MaxValue
                ? new ResizeAxis(input[axis], (int)extent, scales[i])
                : throw new ShapeException($"Scale {scales[i]} of axis {axis} (extent {input[axis]}) is out of range.");
        }).ToArray();
    }

    private ResizeAxis[] BySizes(TensorShape input, int[] axes, int[] sizes)
    {
        if (sizes.Length != axes.Length)
            throw new ShapeException($"{axes.Length} sizes are expected, not {sizes.Length}.");
        double[] scales = axes.Select((axis, i) => sizes[i] / (double)Math.Max(input[axis], 1)).ToArray();
        if (Options.AspectRatio == AspectRatioPolicy.Stretch)
            return axes.Select((axis, i) => new ResizeAxis(input[axis], sizes[i], scales[i])).ToArray();
        double scale = Options.AspectRatio == AspectRatioPolicy.NotLarger ? scales.Min() : scales.Max();
        return axes.Select(axis => new ResizeAxis(input[axis], (int)Math.Min(Math.Floor(scale * input[axis] + 0.5), int.MaxValue), scale)).ToArray();
    }
}
