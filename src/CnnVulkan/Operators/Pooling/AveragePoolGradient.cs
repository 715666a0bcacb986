using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of the input of <see cref="AveragePool"/>: each place of the window hands the elements under it equal shares of its own. Its input
/// is the gradient of the output.
/// </summary>
/// <param name="window">The window.</param>
/// <param name="countPadding">Whether padding counts as elements of 0.</param>
/// <param name="pool">The shape of the pool's input.</param>
internal sealed class AveragePoolGradient(SlidingWindow window, bool countPadding, TensorShape pool) : Operator
{
    /// <summary>The window.</summary>
    public SlidingWindow Window { get; } = window;

    /// <summary>Whether padding counts as elements of 0.</summary>
    public bool CountPadding { get; } = countPadding;

    /// <summary>The shape of the pool's input.</summary>
    public TensorShape Pool { get; } = pool;

    public override OperatorKind Kind => OperatorKind.Pooling;

    public override string Label => "mean pool gradient";

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Text(Pool);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // A multiply-add for each element under each place.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => 2 * inputs[0].Shape.Count * Window.Elements(Pool);

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Shape = Pool, Value = null }];

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => NodeLayouts.Any(context, Pool);

    public override void Lower(LoweringContext context)
    {
        TensorView gradient = context.Input(0), output = context.Output(0);
        ImmutableArray<WindowAxis> axes = SlidingWindow.AsVolume(Window.Resolve(Pool));
        foreach ((int start, int count) in Planes.Ranges(context, output, gradient))
        {
            long elements = (long)axes[0].Input * axes[1].Input * axes[2].Input;
            int each = Planes.Each(context, count, elements);
            long invocations = (count + each - 1) / each * elements;
            context.Add(new AveragePoolGradientCall
            {
                Gradient = Planes.Of(gradient, start, count),
                Output = Planes.Of(output, start, count),
                Count = invocations,
                VolumeExtents = axes.Extents(),
                VolumeWindow = axes.Window(),
                EndD = axes[0].Input + axes[0].PadEnd,
                EndH = axes[1].Input + axes[1].PadEnd,
                EndW = axes[2].Input + axes[2].PadEnd,
                Planes = count,
                Depth = each,
                CountPadding = CountPadding,
                Volume = axes[0] != WindowAxis.Single,
                Few = axes.FewOverlap(),
                Invocations = invocations,
            });
        }
    }
}
