using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// (x - mean) · scale / √(variance + epsilon) + bias per channel. Inputs x, scale, bias, mean, variance. ONNX BatchNormalization;
/// in training the mean and variance of the batch are used, and their running averages are outputs 1 and 2.
/// </summary>
internal sealed class BatchNormalization : Operator, IActivatable
{
    public BatchNormalization(float epsilon = 1e-5f, float momentum = 0.9f, bool spatial = true, bool training = false, Activation? activation = null)
    {
        Epsilon = epsilon;
        Momentum = momentum;
        Spatial = spatial;
        Training = training;
        Activation = activation ?? Activation.None;
    }

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; }

    /// <summary>The weight of the old running average.</summary>
    public float Momentum { get; }

    /// <summary>Whether there is one mean per channel, else one per element of a picture (opset 8 and before).</summary>
    public bool Spatial { get; }

    /// <summary>Whether the batch's own mean and variance are used.</summary>
    public bool Training { get; }

    /// <summary>The function it ends with.</summary>
    public Activation Activation { get; }

    public Operator WithActivation(Activation activation) => new BatchNormalization(Epsilon, Momentum, Spatial, Training, activation);

    public static Operator Create(NodeAttributes attributes) => new BatchNormalization(
        attributes.Float("epsilon", 1e-5f),
        attributes.Float("momentum", 0.9f),
        attributes.Opset >= 9 || attributes.Flag("spatial", true),
        attributes.Flag("training_mode"));

    internal override NodeDescription Export(ExportContext context)
    {
        context.RequireUnfused(Activation);
        var node = new NodeDescription("BatchNormalization") { ["epsilon"] = Epsilon, ["momentum"] = Momentum };
        if (!Spatial)
        {
            context.RequireUpTo(8, "a mean for each element of a picture");
            node["spatial"] = 0;
        }
        if (Training)
        {
            context.Require(14, "training_mode");
            node["training_mode"] = 1;
        }
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Normalization;

    public override string Label => "bn";

    // In training the mean and variance of all the batch go into each element.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => Training ? context.Whole() : context.Joined(output);

    // Scale and shift: at run time mean and variance are folded into both.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 2 * (long)outputs[0].Shape.Count;

    public override ParameterRole RoleOf(int input) => input > 2 ? ParameterRole.Statistic : input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    /// <summary>
    /// At inference (Ioffe and Szegedy 2015) y = scale·(x - mean)/√(variance + epsilon) + bias is one factor and one term per channel.
    /// </summary>
    internal override (int DataInput, ChannelAffine Affine)? AsAffine(TypedNode node)
    {
        if (Training || Activation.Function != ActivationFunction.None || Enumerable.Range(1, 4).Any(node.HasOutput))
            return null;
        Tensor<float>?[] parameters = [.. Enumerable.Range(1, 4).Select(i => node.Value(i) as Tensor<float>)];
        if (parameters is not [{ } scale, { } bias, { } mean, { } variance])
            return null;
        int channels = scale.Data.Length;
        var factor = new float[channels];
        var shift = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            factor[c] = scale.Data[c] / MathF.Sqrt(variance.Data[c] + Epsilon);
            shift[c] = bias.Data[c] - mean.Data[c] * factor[c];
        }
        return (0, new ChannelAffine(factor, shift));
    }

    /// <summary>The batch's own mean and variance, and their running averages as constants to be.</summary>
    internal override TrainingForm? ForTraining(TypedNode node) => Spatial && node.Shape(0).Rank > 1 && Activation.Function == ActivationFunction.None
        ? new TrainingForm(new BatchNormalizationTraining(Epsilon), [0, 1, 2]) { Averages = [(3, 1, Momentum), (4, 2, Momentum)] }
        : null;

    internal override void Differentiate(GradientContext context)
    {
        if (!Spatial || context.InputInfo(0).Shape.Rank < 2)
            throw context.Error("its gradient is known only with one mean per channel of an input N×C×…");
        if (context.Needs(3) || context.Needs(4))
            throw context.Error("the mean and variance that it is given are statistics: they have no gradient");
        if (Training)
        {
            // Its outputs are running averages, so the batch is measured again.
            var measured = context.Add("statistics", new BatchNormalizationTraining(Epsilon), 3, context.Input(0), context.Input(1), context.Input(2));
            BatchNormalizationGradient.Add(context, Epsilon, measured[1], measured[2]);
            return;
        }
        if (context.Gradient() is not { } gradient)
            return;
        if (context.Needs(0))
        {
            // With mean and variance held fast it is a factor per channel.
            string zero = context.Constant("zero", new Tensor<float>(context.InputInfo(3).Shape));
            context.Set(0, context.Add("gradient", new BatchNormalization(Epsilon), gradient, context.Input(1), zero, zero, context.Input(4)));
        }
        if (!context.Needs(1) && !context.Needs(2))
            return;
        var sums = context.Add("sums", new BatchNormalizationGradient(Epsilon), 3, context.Input(0), context.Input(1), context.Input(3), context.Input(4), gradient);
        for (int i = 1; i <= 2; i++)
        {
            if (context.Needs(i))
                context.Set(i, sums[i]);
        }
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        (int channels, _) = Layout(input.Shape);
        for (int i = 1; i <= 4; i++)
        {
            if (context.Shape(i).Count != channels)
                throw context.Error($"{input.Shape} has {channels} channels, but input {i} holds {context.Shape(i).Count} numbers");
        }
        TensorInfo output = input with { Value = null };
        return Training ? [output, new TensorInfo(context.Shape(3), input.ElementType), new TensorInfo(context.Shape(4), input.ElementType)] : [output];
    }

    public override void Lower(LoweringContext context)
    {
        if (Training)
        {
            LowerTraining(context);
            return;
        }
        TensorView input = context.Input(0);
        TensorView output = context.Output(0);
        (int channels, int inner) = Layout(input.Shape);
        bool folded = Enumerable.Range(1, 4).All(i => context.Value(i) is not null);
        (TensorView scale, TensorView bias) = folded ? Fold(context) : (context.Input(1), context.Input(2));
        foreach ((int start, int count) in context.SplitOuter(input.Shape.Rank == 0 ? 1 : input.Shape[0], input, output))
        {
            (TensorView x, TensorView y) = input.Shape.Rank == 0 ? (input, output) : (input.Range(start, count), output.Range(start, count));
            context.Add(new BatchNormalizationCall
            {
                Input = x,
                Scale = scale,
                Bias = bias,
                Mean = folded ? null : context.Input(3),
                Variance = folded ? null : context.Input(4),
                Output = y,
                Count = x.Count,
                Channels = channels,
                Inner = inner,
                Epsilon = Epsilon,
                Activation = Activation,
                Invocations = x.Count,
            });
        }
    }

    /// <summary>
    /// One multiply-add per element where all is known at load, worked out in full precision: a small variance would lose digits in
    /// 16 bits.
    /// </summary>
    private (TensorView Scale, TensorView Bias) Fold(LoweringContext context)
    {
        float[][] p = [.. Enumerable.Range(1, 4).Select(i => context.Value(i)!.ToFloatArray())];
        var scale = new Tensor<float>(new TensorShape(p[0].Length));
        var bias = new Tensor<float>(scale.Shape);
        for (int c = 0; c < p[0].Length; c++)
        {
            double factor = p[0][c] / Math.Sqrt((double)p[3][c] + Epsilon);
            scale.Data[c] = (float)factor;
            bias.Data[c] = (float)(p[1][c] - p[2][c] * factor);
        }
        return (context.Constant(scale, "batch_normalization/scale", () => scale), context.Constant(bias, "batch_normalization/bias", () => bias));
    }

    private void LowerTraining(LoweringContext context)
    {
        TensorView x = context.Input(0);
        (int channels, int inner) = Layout(x.Shape);
        x = x.Reshape(new TensorShape(x.Count / Math.Max(channels * inner, 1), channels, inner));
        bool[] reduced = [true, false, true];
        var perChannel = new TensorShape(channels, 1);
        var moments = Moments.Measure(context, MomentFunction.Standardize, x, reduced, Epsilon);
        if (context.HasOutput(0))
        {
            TensorView output = context.Output(0);
            bool ends = Activation.Function != ActivationFunction.None;
            TensorView normalized = ends ? context.Scratch("normalized", output.Shape, output.Type) : output;
            Moments.Apply(context, x, moments, context.Input(1).Reshape(perChannel), context.Input(2).Reshape(perChannel), normalized);
            if (ends)
                Activate.Dispatch(context, normalized, output, Activation);
        }
        if (!context.HasOutput(1) && !context.HasOutput(2))
            return;
        (TensorView mean, TensorView variance) = Moments.Measure(context, MomentFunction.MeanAndVariance, x, reduced, 0);
        if (context.HasOutput(1))
            Moments.Write(context, mean, context.Output(1), context.Input(3), 1 - Momentum);
        if (context.HasOutput(2))
            Moments.Write(context, variance, context.Output(2), context.Input(4), 1 - Momentum);
    }

    private (int Channels, int Inner) Layout(TensorShape shape)
    {
        if (!Spatial)
            return (shape.CountOf(Math.Min(1, shape.Rank), shape.Rank), 1);
        return shape.Rank < 2 ? (1, shape.Count) : (shape[1], shape.CountOf(2, shape.Rank));
    }
}
