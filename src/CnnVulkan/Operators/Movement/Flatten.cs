using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Makes a matrix: the axes before one become rows, the others columns. ONNX Flatten.</summary>
internal sealed class Flatten(int axis) : ViewOperator
{
    /// <summary>The first axis of the columns, in [-rank, rank].</summary>
    public int Axis { get; } = axis;

    public static Operator Create(NodeAttributes attributes) => new Flatten(attributes.Int("axis", 1));

    internal override NodeDescription Export(ExportContext context) => new("Flatten") { ["axis"] = context.Axis(Axis) };

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        if (Axis < -input.Rank || Axis > input.Rank)
            throw context.Error($"axis {Axis} is out of range for rank {input.Rank}");
        int axis = Axis < 0 ? Axis + input.Rank : Axis;
        return new TensorShape(input.CountOf(0, axis), input.CountOf(axis, input.Rank));
    }
}
