using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Cuts a tensor into parts along one axis. ONNX Split; the parts' sizes are an attribute up to opset 12, an input from 13 on; left out,
/// the parts are equal, and from opset 18 on the last may be smaller.
/// </summary>
internal sealed class Split(int axis, ImmutableArray<int> sizes, int? parts, bool uneven) : MovementOperator, IViewOperator
{
    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    /// <summary>The attribute form's extents of the parts along the axis, default where they are an input or equal.</summary>
    public ImmutableArray<int> Sizes { get; } = sizes;

    /// <summary>How many equal parts, where the attribute says so.</summary>
    public int? Parts { get; } = parts;

    /// <summary>Whether the last of equal parts may be smaller.</summary>
    public bool Uneven { get; } = uneven;

    public static Operator Create(NodeAttributes attributes) => new Split(
        attributes.Int("axis", 0),
        attributes.Ints("split"),
        attributes.Has("num_outputs") ? attributes.Int("num_outputs", 0) : null,
        attributes.Opset >= 18);

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("Split") { ["axis"] = context.Axis(Axis) };
        context.AddList(node, "split", Sizes, 1, inputSince: 13);
        if (context.HasInput(1) || !Sizes.IsDefault)
            return node;
        if (Uneven)
            context.Require(18, "Split into parts that need not be equal");
        if (context.Opset >= 18)
            node["num_outputs"] = Parts ?? context.OutputCount;
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        if (!context.Needs(0))
            return;
        // Of parts that nothing depends on: zeros.
        string[] parts = [.. Enumerable.Range(0, context.OutputCount).Select(i => context.Gradient(i) ?? context.Zeros(context.OutputInfo(i).Shape))];
        context.Set(0, parts.Length == 1 ? parts[0] : context.Add("gradient", new Concat(Axis), parts));
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.Map((axis, a) => axis == context.Shape(0).NormalizeAxis(Axis) ? Part(context, a, axis, output) : a));

    /// <summary>A part starts where the parts before it end.</summary>
    private static ReceptiveAxis Part(FieldContext context, ReceptiveAxis a, int axis, int output)
    {
        if (Enumerable.Range(0, output).Any(i => !context.HasOutput(i)))
            return a.Whole();
        int start = Enumerable.Range(0, output).Sum(i => context.OutputShape(i)[axis]);
        return a.Behind(1, start, start);
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        int extent = input.Shape[axis];
        int[] sizes = PartSizes(extent, context.OutputCount, context.HasInput(1) ? context.RequireValue(1) : null);
        if (sizes.Length != context.OutputCount)
            throw context.Error($"{sizes.Length} parts are asked for, but the node has {context.OutputCount} outputs");
        if (sizes.Any(s => s < 0) || sizes.Sum(s => (long)s) != extent)
            throw context.Error($"the parts [{string.Join(", ", sizes)}] do not add up to the extent {extent} of axis {axis}");
        return sizes.Select(s => new TensorInfo(input.Shape.With(axis, s), input.ElementType)).ToArray();
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        int start = 0;
        return Infer(context).Select(part =>
        {
            Tensor output = TensorFactory.Zeros(part.ElementType, part.Shape);
            Part(input.Shape, part.Shape, input.Shape.NormalizeAxis(Axis), ref start).Run(input, output);
            return output;
        }).ToArray();
    }

    /// <summary>Pictures of whole vectors, which are cut between channels like any other.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        TensorShape[] parts = [.. Infer(context).Select(p => p.Shape)];
        bool channels = context.Shape(0).Rank > 1 && context.Shape(0).NormalizeAxis(Axis) == 1;
        return channels && parts.All(p => p[1] % Tensors.Layouts.Width == 0) ? NodeLayouts.Any(context, parts) : [NodeLayouts.Plain];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), stored = input.Stored;
        int axis = input.Shape.NormalizeAxis(Axis);
        int start = 0;
        foreach ((int size, int i) in PartSizes(input.Shape[axis], context.OutputCount, context.Value(1)).Select((s, i) => (s, i)))
        {
            TensorShape shape = input.Shape.With(axis, size);
            StridedCopy copy = Part(stored.Shape, input.Layout.Stored(shape), axis, ref start);
            if (!context.HasOutput(i))
                continue;
            if (copy.IsContiguous)
                context.SetOutputView(i, input.Part(copy.Count == 0 ? 0 : copy.InputStart, shape));
            else
                copy.Lower(context, stored, context.Output(i).Stored);
        }
    }

    private int[] PartSizes(int extent, int outputs, Tensor? input)
    {
        if (input is not null)
            return input.ToInt32Array();
        if (!Sizes.IsDefault)
            return [.. Sizes];
        int parts = Parts ?? outputs;
        if (parts != outputs)
            throw new ShapeException($"{parts} parts are asked for, but the node has {outputs} outputs.");
        if (parts < 1 || (!Uneven && extent % parts != 0))
            throw new ShapeException($"An extent of {extent} cannot be cut into {parts} equal parts along axis {Axis}.");
        int size = (int)(((long)extent + parts - 1) / parts);
        return Enumerable.Range(0, parts).Select(i => (int)Math.Clamp(extent - (long)i * size, 0, size)).ToArray();
    }

    private static StridedCopy Part(TensorShape whole, TensorShape part, int axis, ref int start)
    {
        int[] strides = whole.Strides();
        int first = start * strides[axis];
        start += part[axis];
        return StridedCopy.ToDense(part.Dimensions.Select((d, i) => (d, strides[i])).ToArray(), first);
    }
}
