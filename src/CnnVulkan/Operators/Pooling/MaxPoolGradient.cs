using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of the input of <see cref="MaxPool"/>: each place of the window hands its own to the first of the largest elements under it. Inputs
/// x and the gradient of the output.
/// </summary>
internal sealed class MaxPoolGradient(SlidingWindow window) : Operator
{
    /// <summary>The window.</summary>
    public SlidingWindow Window { get; } = window;

    public override OperatorKind Kind => OperatorKind.Pooling;

    public override string Label => "max pool gradient";

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Text(inputs[0].Shape);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // The largest is sought again, then what was found is summed.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => inputs[1].Shape.Count * Window.Elements(inputs[0].Shape) + outputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => NodeLayouts.Any(context, context.Shape(0));

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), gradient = context.Input(1), output = context.Output(0);
        ImmutableArray<WindowAxis> axes = SlidingWindow.AsVolume(Window.Resolve(input.Shape));
        TensorView lying = context.Scratch("choice", gradient.Stored.Shape, StorageType.Float32);
        TensorView choice = lying with { Shape = gradient.Shape, Layout = gradient.Layout };
        foreach ((int start, int count) in Planes.Ranges(context, input, gradient, choice, output))
        {
            long places = (long)axes[0].Output * axes[1].Output * axes[2].Output, elements = (long)axes[0].Input * axes[1].Input * axes[2].Input;
            int each = Planes.Each(context, count, places);
            long invocations = (count + each - 1) / each * places;
            bool volume = axes[0] != WindowAxis.Single;
            context.Add(new MaxPoolGradientChoiceCall
            {
                Input = Planes.Of(input, start, count),
                Choice = Planes.Of(choice, start, count),
                Count = invocations,
                VolumeExtents = axes.Extents(),
                VolumeWindow = axes.Window(),
                Planes = count,
                Depth = each,
                Volume = volume,
                Few = Pool.IsFew(axes),
                Invocations = invocations,
            });
            each = Planes.Each(context, count, elements);
            invocations = (count + each - 1) / each * elements;
            context.Add(new MaxPoolGradientCall
            {
                Gradient = Planes.Of(gradient, start, count),
                Choice = Planes.Of(choice, start, count),
                Output = Planes.Of(output, start, count),
                Count = invocations,
                VolumeExtents = axes.Extents(),
                VolumeWindow = axes.Window(),
                Planes = count,
                Depth = each,
                Volume = volume,
                Few = axes.FewOverlap(),
                Invocations = invocations,
            });
        }
    }
}
