using System.Collections.Immutable;
using CnnVulkan.Tensors;

namespace CnnVulkan.Graphs;

/// <summary>How the inputs and outputs of one node lie in memory. Those not listed are plain.</summary>
/// <param name="Inputs">A layout for each of the first inputs.</param>
/// <param name="Outputs">A layout for each of the first outputs.</param>
internal sealed record NodeLayouts(ImmutableArray<Layout> Inputs, ImmutableArray<Layout> Outputs)
{
    /// <summary>Everything row-major.</summary>
    public static readonly NodeLayouts Plain = new([], []);

    /// <summary>All inputs and outputs of a node in one layout.</summary>
    public static NodeLayouts All(Layout layout, InferenceContext context)
        => new([.. Enumerable.Repeat(layout, context.InputCount)], [.. Enumerable.Repeat(layout, context.OutputCount)]);

    /// <summary>What an operator offers that works on its pictures in any layout: plain, and each other that all of them can lie in.</summary>
    /// <param name="context">The node.</param>
    /// <param name="outputs">The shapes of its outputs.</param>
    public static IReadOnlyList<NodeLayouts> Any(InferenceContext context, params TensorShape[] outputs)
    {
        bool takes = Enumerable.Range(0, context.InputCount).All(i => context.HasInput(i) && context.Input(i).ElementType == ElementType.Float32 && Layout.Nc4hw.Takes(context.Shape(i)))
            && outputs.All(o => Layout.Nc4hw.Takes(o));
        return takes ? [Plain, All(Layout.Nc4hw, context)] : [Plain];
    }

    /// <summary>The layout of an input.</summary>
    public Layout Input(int index) => index < Inputs.Length ? Inputs[index] : Layout.Nchw;

    /// <summary>The layout of an output.</summary>
    public Layout Output(int index) => index < Outputs.Length ? Outputs[index] : Layout.Nchw;
}
