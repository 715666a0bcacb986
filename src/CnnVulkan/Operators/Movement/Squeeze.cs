using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Drops axes of extent 1. ONNX Squeeze; the axes are an attribute up to opset 12, an input from 13 on.</summary>
internal sealed class Squeeze(ImmutableArray<int> axes) : ViewOperator
{
    /// <summary>The attribute form's axes, default where they are an input or left out (all of extent 1).</summary>
    public ImmutableArray<int> Axes { get; } = axes;

    public static Operator Create(NodeAttributes attributes) => new Squeeze(attributes.Ints("axes"));

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("Squeeze");
        context.AddList(node, "axes", Axes, 1, inputSince: 13);
        return node;
    }

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        IEnumerable<int> axes = context.HasInput(1) ? context.RequireValue(1).ToInt32Array()
            : !Axes.IsDefault ? Axes
            : Enumerable.Range(0, input.Rank).Where(i => input[i] == 1);
        var dropped = new HashSet<int>(axes.Select(input.NormalizeAxis));
        foreach (int axis in dropped)
        {
            if (input[axis] != 1)
                throw context.Error($"axis {axis} has extent {input[axis]}; only axes of extent 1 can be dropped");
        }
        return new TensorShape(Enumerable.Range(0, input.Rank).Where(i => !dropped.Contains(i)).Select(i => input[i]).ToArray());
    }
}
