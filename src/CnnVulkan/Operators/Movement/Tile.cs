using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Repeats a tensor along its axes. ONNX Tile: one axis and its count in opset 1, a count for each axis from 6 on.</summary>
internal sealed class Tile(bool oneAxis) : StridedOperator
{
    /// <summary>Whether input 1 is a count and input 2 the axis it applies to.</summary>
    public bool OneAxis { get; } = oneAxis;

    public static Operator Create(NodeAttributes attributes) => new Tile(attributes.Opset < 6);

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("Tile");
        if (!OneAxis)
            return node;
        if (context.Info(0) is not { } input || context.Value(1) is not { Shape.Count: 1 } count || context.Value(2) is not { Shape.Count: 1 } axis)
            throw context.Refuse("it repeats one axis, as in operator set 1, and the input's rank, the axis or the count is not known");
        int[] repeats = [.. Enumerable.Repeat(1, input.Shape.Rank)];
        repeats[input.Shape.NormalizeAxis(axis.ToInt32Array()[0])] = count.ToInt32Array()[0];
        node.SetInput(1, "repeats", TensorFactory.Longs(repeats));
        node.LeaveOut(2);
        return node;
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        long[] repeats = context.RequireValue(1).ToInt64Array();
        if (OneAxis)
        {
            long[] axis = context.RequireValue(2).ToInt64Array();
            if (repeats.Length != 1 || axis.Length != 1)
                throw context.Error($"one count and one axis are expected, not {repeats.Length} and {axis.Length}");
            long count = repeats[0];
            repeats = Enumerable.Repeat(1L, input.Rank).ToArray();
            repeats[input.NormalizeAxis((int)Math.Clamp(axis[0], int.MinValue, int.MaxValue))] = count;
        }
        if (repeats.Length != input.Rank)
            throw context.Error($"{repeats.Length} repeats are given for {input.Rank} axes");
        if (repeats.Any(r => r is < 0 or > int.MaxValue))
            throw context.Error($"repeats [{string.Join(", ", repeats)}] are out of range");
        return TensorShape.FromLongs(input.Dimensions.Zip(repeats, (extent, r) => extent * r));
    }

    protected override StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value)
    {
        int[] strides = input.Strides();
        // Each axis is two loops: over the repeats, which go back to the same elements, and over the elements.
        return StridedCopy.ToDense(Enumerable.Range(0, input.Rank)
            .SelectMany(i => new[] { (output[i] / Math.Max(input[i], 1), 0), (input[i], strides[i]) }).ToArray());
    }
}
