using System.Text;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// What <see cref="Dropout"/> computes in training (Hinton et al. 2012; scaled as it is usual today): each element is dropped with a given
/// chance, the others are divided by the chance to stay. Inputs: x, and two int32, a seed and the number of the step. Which elements stay is
/// a function of seed, step, stream and place alone, whatever the device and the layout, so that the gradient needs no mask.
/// </summary>
internal sealed class DropoutTraining(float ratio, uint stream) : ElementwiseOperator
{
    /// <summary>The share of dropped elements.</summary>
    public float Ratio { get; } = ratio;

    /// <summary>Tells layers apart that draw at the same step.</summary>
    public uint Stream { get; } = stream;

    public override OperatorKind Kind => OperatorKind.Regularization;

    /// <summary>A number for a name, the same on every machine: FNV-1a of its bytes.</summary>
    public static uint StreamOf(string name) => Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (hash, b) => unchecked((hash ^ b) * 16777619u));

    internal override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Set(0, context.Add("gradient", new DropoutTraining(Ratio, Stream), context.Gradient()!, context.Input(1)));
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        if (context.Input(0).ElementType != ElementType.Float32)
            throw context.Error("a real input is expected");
        if (context.Input(1).ElementType != ElementType.Int32 || context.Shape(1).Count != 2)
            throw context.Error("the seed must be two int32");
        return [context.Input(0) with { Value = null }];
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
        => Layout.Nc4hw.Takes(context.Shape(0)) ? [NodeLayouts.Plain, new NodeLayouts([Layout.Nc4hw], [Layout.Nc4hw])] : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        TensorShape shape = input.Shape;
        // N×C×pixels; a list is one row of channels.
        (int batch, int channels) = shape.Rank < 2 ? (1, shape.Count) : (shape[0], shape[1]);
        int pixels = shape.Rank < 2 ? 1 : shape.CountOf(2, shape.Rank), vectors = Tensors.Layouts.Vectors(channels);
        if (shape.Count == 0)
            return;
        if (shape.Rank < 2)
            (input, output) = (input.Reshape(new TensorShape(1, channels)), output.Reshape(new TensorShape(1, channels)));
        foreach ((int start, int count) in context.SplitOuter(batch, input, output))
        {
            TensorView x = input.Range(start, count);
            int invocations = input.Layout == Layout.Nchw ? x.Count : x.Count / Tensors.Layouts.Width;
            context.Add(new DropoutTrainingCall
            {
                Input = x,
                Seed = context.Input(1),
                Output = output.Range(start, count),
                Count = invocations,
                Channels = channels,
                Vectors = vectors,
                Pixels = pixels,
                FirstVector = (long)start * vectors * pixels,
                Stream = Stream,
                Limit = (long)(Ratio * 4294967296.0),
                Scale = (float)(1 / (1 - (double)Ratio)),
                Invocations = invocations,
            });
        }
    }
}
