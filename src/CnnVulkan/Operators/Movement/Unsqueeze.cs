using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Adds axes of extent 1. ONNX Unsqueeze; the axes are an attribute up to opset 12, an input from 13 on.</summary>
internal sealed class Unsqueeze(ImmutableArray<int> axes) : ViewOperator
{
    /// <summary>The attribute form's axes, in the output; default where they are an input.</summary>
    public ImmutableArray<int> Axes { get; } = axes;

    public static Operator Create(NodeAttributes attributes) => new Unsqueeze(attributes.Ints("axes"));

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("Unsqueeze");
        context.AddList(node, "axes", Axes, 1, inputSince: 13);
        return node;
    }

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        int[] axes = context.HasInput(1) || Axes.IsDefault ? context.RequireValue(1).ToInt32Array() : [.. Axes];
        int rank = input.Rank + axes.Length;
        var added = new HashSet<int>();
        foreach (int axis in axes)
        {
            if (axis < -rank || axis >= rank)
                throw context.Error($"axis {axis} is out of range for the output's rank {rank}");
            if (!added.Add(axis < 0 ? axis + rank : axis))
                throw context.Error($"axis {axis} is listed twice");
        }
        int next = 0;
        return new TensorShape(Enumerable.Range(0, rank).Select(i => added.Contains(i) ? 1 : input[next++]).ToArray());
    }
}
