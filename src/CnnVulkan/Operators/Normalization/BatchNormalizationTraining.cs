using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// (x - mean) · gamma / √(variance + epsilon) + beta with the mean and population variance of each channel over the batch, which are outputs 1 and
/// 2. Inputs x, gamma, beta. What <see cref="BatchNormalization"/> is while it is trained; Ioffe and Szegedy 2015, algorithm 1.
/// </summary>
internal sealed class BatchNormalizationTraining(float epsilon = 1e-5f, Activation? activation = null, bool hasResidual = false) : Operator, IActivatable
{
    private const int ResidualInput = 3;

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; } = epsilon;

    /// <summary>The function output 0 ends with.</summary>
    public Activation Activation { get; } = activation ?? Activation.None;

    /// <summary>Whether input 3 is added before the activation.</summary>
    public bool HasResidual { get; } = hasResidual;

    public Operator WithActivation(Activation activation) => new BatchNormalizationTraining(Epsilon, activation, HasResidual);

    internal override (Operator Operator, int ResidualInput)? WithResidual(Activation activation) => !HasResidual && Activation.Function == ActivationFunction.None
        ? (new BatchNormalizationTraining(Epsilon, activation, true), ResidualInput)
        : null;

    public override OperatorKind Kind => OperatorKind.Normalization;

    public override string Label => "bn";

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // Mean and variance take an addition and a multiply-add, normalising another multiply-add.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 5 * (long)inputs[0].Shape.Count;

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.Shape.Rank < 2 || input.Shape.Count == 0)
            throw context.Error("an input N×C×… with elements is needed");
        int channels = input.Shape[1];
        for (int i = 1; i <= 2; i++)
        {
            if (context.Shape(i).Count != channels)
                throw context.Error($"{input.Shape} has {channels} channels, but input {i} holds {context.Shape(i).Count} numbers");
        }
        TensorInfo statistic = new(context.Shape(1), input.ElementType);
        return [input with { Value = null }, statistic, statistic];
    }

    /// <summary>Either layout for the pictures; what there is one of per channel is plain.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => Layout.Nc4hw.Takes(context.Shape(0))
        ? [NodeLayouts.Plain, new NodeLayouts(HasResidual ? [Layout.Nc4hw, Layout.Nchw, Layout.Nchw, Layout.Nc4hw] : [Layout.Nc4hw], [Layout.Nc4hw])]
        : [NodeLayouts.Plain];

    internal override void Differentiate(GradientContext context) => BatchNormalizationGradient.Add(context, Epsilon, context.Output(1), context.Output(2));

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        TensorView[] walked = context.HasOutput(0) ? [input, context.Output(0)] : [input];
        var parts = new ChannelParts(context, walked);
        TensorView sums = parts.Sums(), coefficients = parts.Coefficients(3);
        parts.Add((start, count, walk, slot) => new BatchNormalizationTrainingSumsCall
        {
            Input = input.Range(start, count),
            First = input.Range(0, 1),
            Sums = sums,
            ChannelWalk = walk,
            Slots = parts.Slots,
            FirstSlot = slot,
            PixelLanes = parts.PixelLanes,
            Fold = parts.Folds,
            Invocations = parts.Invocations(walk),
            WorkgroupSize = (uint)parts.Lanes,
        });
        var perChannel = new TensorShape(parts.Channels);
        context.Add(new BatchNormalizationTrainingStatisticsCall
        {
            Sums = sums,
            Input = input.Range(0, 1).Stored,
            Gamma = context.Input(1),
            Beta = context.Input(2),
            Mean = context.HasOutput(1) ? context.Output(1) : context.Scratch("mean", perChannel, StorageType.Float32),
            Variance = context.HasOutput(2) ? context.Output(2) : context.Scratch("variance", perChannel, StorageType.Float32),
            Coefficients = coefficients,
            Channels = parts.Channels,
            Filled = parts.Filled,
            Width = parts.Width,
            Slots = parts.Slots,
            Pixels = parts.Pixels,
            Count = parts.Count,
            Epsilon = Epsilon,
            Cooperative = parts.Cooperative,
            Invocations = parts.TotalsInvocations,
            WorkgroupSize = parts.TotalsLanes,
        });
        if (!context.HasOutput(0))
            return;
        TensorView output = context.Output(0);
        TensorView? residual = HasResidual ? context.Input(ResidualInput) : null;
        parts.Add((start, count, walk, _) => new BatchNormalizationTrainingNormalizeCall
        {
            Input = input.Range(start, count),
            Coefficients = coefficients,
            Residual = residual?.Range(start, count),
            Output = output.Range(start, count),
            ChannelWalk = walk,
            PixelLanes = parts.PixelLanes,
            Activation = Activation,
            Invocations = parts.Invocations(walk),
            WorkgroupSize = (uint)parts.Lanes,
        });
    }
}
