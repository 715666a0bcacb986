using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradients of x, gamma and beta in <see cref="BatchNormalizationTraining"/>. Inputs x, gamma, the batch's mean and variance, and the gradient
/// of the output. Ioffe and Szegedy 2015, section 3.
/// </summary>
internal sealed class BatchNormalizationGradient(float epsilon) : Operator
{
    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; } = epsilon;

    /// <summary>Differentiates a node whose inputs 0 to 2 are x, gamma and beta.</summary>
    /// <param name="context">The node.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">The batch's mean.</param>
    /// <param name="variance">The batch's variance.</param>
    public static void Add(GradientContext context, float epsilon, string mean, string variance)
    {
        if (context.Gradient() is not { } gradient || Enumerable.Range(1, context.OutputCount - 1).Any(i => context.Gradient(i) is not null))
            throw context.Error("the gradient of a batch's mean and variance is not known; only that of the normalised output is");
        var gradients = context.Add("gradient", new BatchNormalizationGradient(epsilon), 3, context.Input(0), context.Input(1), mean, variance, gradient);
        for (int i = 0; i < 3; i++)
        {
            if (context.Needs(i))
                context.Set(i, gradients[i]);
        }
    }

    public override OperatorKind Kind => OperatorKind.Normalization;

    public override string Label => "bn gradient";

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // The sums take an addition, a difference and a multiply-add, the gradient two multiply-adds and a difference.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 9 * (long)inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo parameter = context.Input(1) with { Value = null };
        return [context.Input(0) with { Value = null }, parameter, parameter];
    }

    /// <summary>Either layout for the pictures; what there is one of per channel is plain.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => Layout.Nc4hw.Takes(context.Shape(0))
        ? [NodeLayouts.Plain, new NodeLayouts([Layout.Nc4hw, Layout.Nchw, Layout.Nchw, Layout.Nchw, Layout.Nc4hw], [Layout.Nc4hw])]
        : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), gamma = context.Input(1), mean = context.Input(2), variance = context.Input(3), gradient = context.Input(4);
        var parts = new ChannelParts(context, input, gradient);
        TensorView sums = parts.Sums(), coefficients = parts.Coefficients(4);
        parts.Add((start, count, walk, slot) => new BatchNormalizationGradientSumsCall
        {
            Gradient = gradient.Range(start, count),
            Input = input.Range(start, count),
            Mean = mean,
            Sums = sums,
            ChannelWalk = walk,
            Slots = parts.Slots,
            FirstSlot = slot,
            Channels = parts.Channels,
            PixelLanes = parts.PixelLanes,
            Fold = parts.Folds,
            Invocations = parts.Invocations(walk),
            WorkgroupSize = (uint)parts.Lanes,
        });
        context.Add(new BatchNormalizationGradientFinishCall
        {
            Sums = sums,
            Gamma = gamma,
            Mean = mean,
            Variance = variance,
            GammaGradient = context.HasOutput(1) ? context.Output(1) : context.Scratch("gamma", gamma.Shape, StorageType.Float32),
            BetaGradient = context.HasOutput(2) ? context.Output(2) : context.Scratch("beta", gamma.Shape, StorageType.Float32),
            Coefficients = coefficients,
            Channels = parts.Channels,
            Filled = parts.Filled,
            Width = parts.Width,
            Slots = parts.Slots,
            Count = parts.Count,
            Epsilon = Epsilon,
            Cooperative = parts.Cooperative,
            Invocations = parts.TotalsInvocations,
            WorkgroupSize = parts.TotalsLanes,
        });
        if (!context.HasOutput(0))
            return;
        TensorView output = context.Output(0);
        parts.Add((start, count, walk, _) => new BatchNormalizationGradientCall
        {
            Gradient = gradient.Range(start, count),
            Input = input.Range(start, count),
            Coefficients = coefficients,
            Output = output.Range(start, count),
            ChannelWalk = walk,
            PixelLanes = parts.PixelLanes,
            Invocations = parts.Invocations(walk),
            WorkgroupSize = (uint)parts.Lanes,
        });
    }
}
