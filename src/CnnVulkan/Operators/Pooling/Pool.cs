using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>A pool: folds the elements under a window that slides over each channel by itself.</summary>
/// <param name="window">The window.</param>
internal abstract class Pool(SlidingWindow window) : Operator
{
    /// <summary>Taps that are all visited, inside the input or not: 3×3 took a third of the time that way on llvmpipe.</summary>
    private const int FewTaps = 32;

    /// <summary>The window.</summary>
    public SlidingWindow Window { get; } = window;

    /// <summary>What is made of the elements.</summary>
    private protected abstract PoolFunction Function { get; }

    /// <summary>Whether padding counts as elements of 0 in a mean.</summary>
    private protected virtual bool CountsPadding => false;

    /// <summary>The p of a norm.</summary>
    private protected virtual float Norm => 0;

    public override OperatorKind Kind => OperatorKind.Pooling;

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Text(inputs[0].Shape);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => Window.Slide(context);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32 && Function != PoolFunction.Largest)
            throw context.Error($"it takes reals, not {input.ElementType}");
        return [new TensorInfo(new TensorShape([input.Shape[0], input.Shape[1], .. Window.Resolve(input.Shape).Select(a => a.Output)]), input.ElementType)];
    }

    /// <summary>
    /// Either layout: windows look at each channel by itself. Indices count elements of the plain one. Of no element the largest is minus infinity,
    /// which must not arise in channels that only fill up a vector.
    /// </summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        bool staysFinite = Function != PoolFunction.Largest || input.Shape[1] % Tensors.Layouts.Width == 0 || Window.Resolve(input.Shape).All(a => a.AlwaysSees);
        return staysFinite && !context.HasOutput(1) ? NodeLayouts.Any(context, Infer(context)[0].Shape) : [NodeLayouts.Plain];
    }

    public override void Lower(LoweringContext context) => Lower(context, context.Output(0), indices: null, columnMajor: false);

    /// <summary>Adds the dispatches.</summary>
    /// <param name="context">The node.</param>
    /// <param name="output">Where the results go.</param>
    /// <param name="indices">Where the places of the largest elements go; null for nowhere.</param>
    /// <param name="columnMajor">Whether those count the first spatial axis fastest.</param>
    private protected void Lower(LoweringContext context, TensorView output, TensorView? indices, bool columnMajor)
    {
        TensorView input = context.Input(0);
        ImmutableArray<WindowAxis> axes = SlidingWindow.AsVolume(Window.Resolve(input.Shape));
        (WindowAxis d, WindowAxis h, WindowAxis w) = (axes[0], axes[1], axes[2]);
        long outPixels = (long)d.Output * h.Output * w.Output;
        TensorView[] views = indices is null ? [input, output] : [input, output, indices];
        foreach ((int start, int count) in Planes.Ranges(context, views))
        {
            long invocations = count * outPixels;
            context.Add(new PoolCall
            {
                Input = Planes.Of(input, start, count),
                Output = Planes.Of(output, start, count),
                Indices = indices is null ? null : Planes.Of(indices, start, count),
                Count = invocations,
                VolumeExtents = axes.Extents(),
                VolumeWindow = axes.Window(),
                EndD = d.Input + d.PadEnd,
                EndH = h.Input + h.PadEnd,
                EndW = w.Input + w.PadEnd,
                StepD = columnMajor ? 1 : h.Input * w.Input,
                StepH = columnMajor ? d.Input : w.Input,
                StepW = columnMajor ? d.Input * h.Input : 1,
                FirstPlane = start,
                Exponent = Norm,
                Function = (long)Function,
                CountPadding = CountsPadding,
                Volume = d != WindowAxis.Single,
                Few = IsFew(axes),
                Invocations = invocations,
            });
        }
    }

    /// <summary>Whether a window has so few taps that all are visited.</summary>
    internal static bool IsFew(ImmutableArray<WindowAxis> axes) => (double)axes[0].Kernel * axes[1].Kernel * axes[2].Kernel <= FewTaps;
}
