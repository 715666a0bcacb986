using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Reorders axes. ONNX Transpose.</summary>
internal sealed class Transpose(ImmutableArray<int> permutation) : StridedOperator
{
    /// <summary>Which input axis each output axis is; default for the axes in reverse.</summary>
    public ImmutableArray<int> Permutation { get; } = permutation;

    public static Operator Create(NodeAttributes attributes) => new Transpose(attributes.Ints("perm"));

    internal override NodeDescription Export(ExportContext context) => new("Transpose") { ["perm"] = Permutation };

    internal override void Differentiate(GradientContext context)
    {
        if (!context.Needs(0))
            return;
        int[] order = Order(context.InputInfo(0).Shape.Rank);
        context.Set(0, context.Add("gradient", new Transpose([.. Enumerable.Range(0, order.Length).Select(a => Array.IndexOf(order, a))]), context.Gradient()!));
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output)
    {
        int[] order = Order(context.Shape(0).Rank);
        return context.OfData(field => field.Map((axis, a) => a with { Along = Array.IndexOf(order, axis) }));
    }

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        int[] order = Order(input.Rank);
        if (!order.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, input.Rank)))
            throw context.Error($"perm [{string.Join(", ", order)}] does not list each axis of {input} once");
        return new TensorShape(order.Select(a => input[a]).ToArray());
    }

    protected override StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value)
    {
        int[] strides = input.Strides();
        return StridedCopy.ToDense(Order(input.Rank).Select(a => (input[a], strides[a])).ToArray());
    }

    private int[] Order(int rank) => Permutation.IsDefault ? Enumerable.Range(0, rank).Reverse().ToArray() : [.. Permutation];
}
