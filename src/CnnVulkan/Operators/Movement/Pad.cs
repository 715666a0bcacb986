using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Adds elements around a tensor, or crops it where a pad is negative. ONNX Pad; pads and value are attributes up to opset 10, inputs
/// from 11 on, with the axes they are for from 18 on.
/// </summary>
internal sealed class Pad(PadMode mode, ImmutableArray<int> pads, float value) : MovementOperator
{
    /// <summary>Axes one dispatch can have: three push constants each, and 128 bytes in all.</summary>
    private const int MaxRank = 8;

    private static readonly Tensor<int> IntegerZero = new(TensorShape.Scalar, [0]);

    private readonly Tensor<float> _value = new(TensorShape.Scalar, [value]);

    /// <summary>What stands around the tensor.</summary>
    public PadMode Mode { get; } = mode;

    /// <summary>The attribute form's pads, all begins before all ends; default where they are an input.</summary>
    public ImmutableArray<int> Pads { get; } = pads;

    /// <summary>The padding value where it is not an input.</summary>
    public float Value { get; } = value;

    public static Operator Create(NodeAttributes attributes)
    {
        PadMode mode = attributes.String("mode", "constant") switch
        {
            "constant" => PadMode.Constant,
            "edge" => PadMode.Edge,
            "reflect" => PadMode.Reflect,
            "wrap" => PadMode.Wrap,
            var other => throw attributes.Error($"mode '{other}' is none of constant, edge, reflect and wrap"),
        };
        return new Pad(mode, attributes.Ints(attributes.Opset < 2 ? "paddings" : "pads"), attributes.Float("value", 0));
    }

    internal override NodeDescription Export(ExportContext context)
    {
        const int PadsAreInputsSince = 11;
        if (Mode == PadMode.Wrap)
            context.Require(19, "Pad that wraps around");
        if (context.HasInput(3))
            context.Require(18, "Pad of some axes");
        var node = new NodeDescription("Pad") { ["mode"] = Mode.ToString().ToLowerInvariant() };
        context.AddList(node, "pads", Pads, 1, PadsAreInputsSince);
        if (context.Opset < PadsAreInputsSince)
            node["value"] = context.HasInput(2) ? context.RequireValue(node, 2, "value", PadsAreInputsSince).ToFloatArray()[0] : Value;
        else if (!context.HasInput(2) && Value != 0)
            node.SetInput(2, "value", _value);
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        TensorShape shape = context.InputInfo(0).Shape;
        PadAxis[] axes = Axes(shape, i => context.HasInput(i) ? context.InputInfo(i).Value : null);
        if (Mode != PadMode.Constant || axes.Any(a => a.Begin < 0 || a.End < 0))
            throw context.Error("its gradient is known where it adds constants and crops nothing");
        if (context.Needs(0))
            context.Set(0, context.Add("gradient", new Slice([.. axes.Select(a => a.Begin)], [.. axes.Select(a => a.Begin + a.Extent)], default), context.Gradient()!));
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.Map((axis, a) => Padded(a, Axes(context.Shape(0), context.Value)[axis])));

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    private static ReceptiveAxis Padded(ReceptiveAxis a, PadAxis pad) => a.Behind(1, -pad.Begin, -pad.Begin);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (Pads.IsDefault)
            context.RequireValue(1);
        PadAxis[] axes = Axes(input.Shape, i => context.HasInput(i) ? context.RequireValue(i) : null);
        if (context.HasInput(2) && (context.Shape(2).Count != 1 || context.Input(2).ElementType != input.ElementType))
            throw context.Error($"the padding value must be one {input.ElementType}");
        for (int i = 0; i < axes.Length; i++)
        {
            PadAxis axis = axes[i];
            long extent = (long)axis.Extent + axis.Begin + axis.End;
            if (extent is < 0 or > int.MaxValue)
                throw context.Error($"pads {axis.Begin} and {axis.End} make the extent {axis.Extent} of axis {i} {extent}");
            if (axis.Extent == 0 && extent > 0 && Mode != PadMode.Constant)
                throw context.Error($"axis {i} is empty and cannot be padded from its own elements");
        }
        return [new TensorInfo(new TensorShape(axes.Select(a => a.OutputExtent).ToArray()), input.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        PadAxis[] axes = Axes(input.Shape, context.Value);
        TensorShape shape = Infer(context)[0].Shape;
        int[] strides = shape.Strides(), inputStrides = input.Shape.Strides();
        var from = new int[shape.Count];
        for (int i = 0; i < from.Length; i++)
        {
            for (int a = 0; a < axes.Length && from[i] >= 0; a++)
            {
                int source = axes[a].Source(i / strides[a] % shape[a], Mode);
                from[i] = source < 0 ? -1 : from[i] + source * inputStrides[a];
            }
        }
        return [TensorFactory.Pick(input, shape, from, context.Value(2) ?? _value.ConvertTo(input.ElementType))];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0).Stored, output = context.Output(0).Stored;
        List<PadAxis> axes = Collapse(StoredAxes(Axes(context.InputInfo(0).Shape, context.Value), context.InputInfo(0).Layout));
        if (axes.Count > MaxRank)
            throw context.Error($"{axes.Count} padded axes are more than the {MaxRank} that are supported");
        // The shader counts them from the innermost.
        axes.Reverse();
        bool vectors = input.Type != StorageType.Int32 && axes.Count > 0 && axes[0] is { Begin: 0, End: 0 } && axes[0].Extent % Tensors.Layouts.Width == 0
            && input.Offset % Tensors.Layouts.Width == 0 && output.Offset % Tensors.Layouts.Width == 0 && input.Count > 0;
        if (vectors)
            axes[0] = new PadAxis(axes[0].Extent / Tensors.Layouts.Width, 0, 0);
        int count = vectors ? output.Count / Tensors.Layouts.Width : output.Count;
        context.Add(new PadCall
        {
            Input = vectors ? FlatVectors.List(input, 0, input.Count) : input,
            Value = ValueView(context, input.Type),
            Output = vectors ? FlatVectors.List(output, 0, output.Count) : output,
            Count = count,
            Extent = [.. axes.Select(a => a.OutputExtent)],
            InputExtent = [.. axes.Select(a => a.Extent)],
            Begin = [.. axes.Select(a => a.Begin)],
            Rank = axes.Count,
            Mode = (long)Mode,
            Invocations = count,
        });
    }

    /// <summary>Whole vectors of channels, before and behind whole vectors.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32 || !Layout.Nc4hw.Takes(input.Shape) || !Layout.Nc4hw.Takes(Infer(context)[0].Shape))
            return [NodeLayouts.Plain];
        PadAxis channels = Axes(input.Shape, context.Value)[1];
        bool whole = new[] { channels.Extent, channels.Begin, channels.End }.All(n => n % Tensors.Layouts.Width == 0);
        return whole && Mode == PadMode.Constant ? [NodeLayouts.Plain, new NodeLayouts([Layout.Nc4hw], [Layout.Nc4hw])] : [NodeLayouts.Plain];
    }

    private static IEnumerable<PadAxis> StoredAxes(PadAxis[] axes, Layout layout)
    {
        const int Width = Tensors.Layouts.Width;
        return layout == Layout.Nchw
            ? axes
            : [axes[0], new PadAxis(axes[1].Extent / Width, axes[1].Begin / Width, axes[1].End / Width), .. axes.Skip(2), new PadAxis(Width, 0, 0)];
    }

    /// <summary>Neighbouring axes that are not padded become one: fewer divisions in the shader.</summary>
    private static List<PadAxis> Collapse(IEnumerable<PadAxis> axes)
    {
        var result = new List<PadAxis>();
        bool joinable = false;
        foreach (PadAxis axis in axes)
        {
            bool whole = axis is { Begin: 0, End: 0 };
            if (whole && joinable)
                result[^1] = new PadAxis(result[^1].Extent * axis.Extent, 0, 0);
            else
                result.Add(axis);
            joinable = whole;
        }
        return result;
    }

    private TensorView ValueView(LoweringContext context, StorageType type)
    {
        if (context.HasInput(2))
            return context.Input(2);
        Tensor constant = type != StorageType.Int32 ? _value : IntegerZero;
        return context.Constant(constant, "", () => constant);
    }

    internal PadAxis[] Axes(TensorShape input, Func<int, Tensor?> value)
    {
        int[] pads = Pads.IsDefault ? value(1)!.ToInt32Array() : [.. Pads];
        int[] axes = value(3)?.ToInt32Array() ?? Enumerable.Range(0, input.Rank).ToArray();
        if (pads.Length != 2 * axes.Length)
            throw new ShapeException($"{2 * axes.Length} pads are expected for {axes.Length} axes, but there are {pads.Length}.");
        PadAxis[] result = input.Dimensions.Select(d => new PadAxis(d, 0, 0)).ToArray();
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = input.NormalizeAxis(axes[i]);
            result[axis] = new PadAxis(input[axis], pads[i], pads[axes.Length + i]);
        }
        return result;
    }
}
