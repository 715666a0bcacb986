using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Takes every n-th element of a range along some axes, backwards where the step is negative. ONNX Slice; starts, ends and axes are
/// attributes up to opset 9, inputs (with steps) from 10 on.
/// </summary>
internal sealed class Slice(ImmutableArray<int> starts, ImmutableArray<int> ends, ImmutableArray<int> axes) : StridedOperator
{
    /// <summary>The attribute form's first indices, default where they are an input.</summary>
    public ImmutableArray<int> Starts { get; } = starts;

    /// <summary>The attribute form's indices past the last.</summary>
    public ImmutableArray<int> Ends { get; } = ends;

    /// <summary>The attribute form's axes; default for the first ones.</summary>
    public ImmutableArray<int> Axes { get; } = axes;

    public static Operator Create(NodeAttributes attributes) => new Slice(attributes.Ints("starts"), attributes.Ints("ends"), attributes.Ints("axes"));

    internal override NodeDescription Export(ExportContext context)
    {
        const int RangesAreInputsSince = 10;
        var node = new NodeDescription("Slice");
        context.AddList(node, "starts", Starts, 1, RangesAreInputsSince);
        context.AddList(node, "ends", Ends, 2, RangesAreInputsSince);
        context.AddList(node, "axes", Axes, 3, RangesAreInputsSince);
        if (context.Opset < RangesAreInputsSince && context.HasInput(4)
            && context.RequireValue(node, 4, "steps", RangesAreInputsSince).ToInt32Array().Any(s => s != 1))
            context.Require(RangesAreInputsSince, "Slice with steps");
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        if (!context.Needs(0))
            return;
        TensorShape shape = context.InputInfo(0).Shape;
        SliceRange[] ranges = Ranges(shape, i => context.HasInput(i) ? context.InputInfo(i).Value : null);
        context.Set(0, context.Add("gradient", new SliceGradient(shape, [.. ranges]), context.Gradient()!));
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.Map((axis, a) => Cut(a, Ranges(context.Shape(0), context.Value)[axis])));

    private static ReceptiveAxis Cut(ReceptiveAxis a, SliceRange range) => a.Behind(range.Step, range.Start, range.Start);

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        if (Starts.IsDefault)
        {
            context.RequireValue(1);
            context.RequireValue(2);
        }
        SliceRange[] ranges = Ranges(input, i => context.HasInput(i) ? context.RequireValue(i) : null);
        return new TensorShape(ranges.Select(r => r.Count).ToArray());
    }

    /// <summary>Whole vectors of channels.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        TensorShape shape = context.Shape(0);
        bool pictures = context.Input(0).ElementType == ElementType.Float32 && Layout.Nc4hw.Takes(shape) && shape.Rank >= 3;
        return pictures && SliceVectors.Fit(Ranges(shape, context.Value)[1], shape[1])
            ? [NodeLayouts.Plain, new NodeLayouts([Layout.Nc4hw], [Layout.Nc4hw])]
            : [NodeLayouts.Plain];
    }

    protected override StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value)
        => Copy(input, output, Ranges(input, value));

    private protected override StridedCopy DescribeVectors(TensorView input, TensorShape output, Func<int, Tensor?> value)
        => Copy(input.Stored.Shape, output, SliceVectors.Stored(Ranges(input.Shape, value), input.Layout));

    private static StridedCopy Copy(TensorShape input, TensorShape output, IReadOnlyList<SliceRange> ranges)
    {
        int[] strides = input.Strides();
        int start = output.Count == 0 ? 0 : ranges.Select((r, i) => r.Start * strides[i]).Sum();
        // A range of one element does not step, and its step may be as large as files write it.
        return StridedCopy.ToDense(ranges.Select((r, i) => (r.Count, r.Count > 1 ? r.Step * strides[i] : 0)).ToArray(), start);
    }

    private SliceRange[] Ranges(TensorShape input, Func<int, Tensor?> value)
    {
        int[] starts = Starts.IsDefault ? value(1)!.ToInt32Array() : [.. Starts];
        int[] ends = Starts.IsDefault ? value(2)!.ToInt32Array() : Ends.IsDefault ? [] : [.. Ends];
        int[] axes = value(3)?.ToInt32Array() ?? (Axes.IsDefault ? Enumerable.Range(0, starts.Length).ToArray() : [.. Axes]);
        int[] steps = value(4)?.ToInt32Array() ?? Enumerable.Repeat(1, starts.Length).ToArray();
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw new ShapeException($"starts, ends, axes and steps must be as many, but there are {starts.Length}, {ends.Length}, {axes.Length} and {steps.Length}.");
        SliceRange[] ranges = input.Dimensions.Select(d => new SliceRange(0, 1, d)).ToArray();
        var seen = new HashSet<int>();
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = input.NormalizeAxis(axes[i]);
            if (!seen.Add(axis))
                throw new ShapeException($"Axis {axis} is listed twice.");
            if (steps[i] == 0)
                throw new ShapeException($"The step along axis {axis} is 0.");
            ranges[axis] = SliceRange.Of(starts[i], ends[i], steps[i], input[axis]);
        }
        return ranges;
    }
}
