using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// ONNX Dropout. A network that only answers drops nothing, so the output is the input and the mask is all ones. With training_mode set
/// (opset 12), elements are dropped as the seed says; without a seed the node asks for a new result each run, which is refused.
/// </summary>
internal sealed class Dropout(int? seed, bool boolMask, float? ratio = null) : ElementwiseOperator, IViewOperator
{
    /// <summary>The first operator set in which the ratio is an input, and training_mode exists.</summary>
    private const int RatioIsInputSince = 12;

    /// <summary>What ONNX drops where a node does not say.</summary>
    internal const float DefaultRatio = 0.5f;

    private static readonly Tensor<bool> True = new(TensorShape.Scalar, [true]);

    private static readonly Tensor<float> One = new(TensorShape.Scalar, [1]);

    /// <summary>What the dropped elements are drawn from, where the node says so.</summary>
    public int? Seed { get; } = seed;

    /// <summary>The attribute form's share of dropped elements, which only training asks for; null where it is an input or left out.</summary>
    public float? DeclaredRatio { get; } = ratio;

    /// <summary>Whether the mask is of truth values (opset 10 on); else of the input's type.</summary>
    public bool BoolMask { get; } = boolMask;

    public static Operator Create(NodeAttributes attributes)
        => new Dropout(
            attributes.Has("seed") ? attributes.Int("seed", 0) : null,
            attributes.Opset >= 10,
            attributes.Opset < RatioIsInputSince && attributes.Has("ratio") ? attributes.Float("ratio", 0) : null);

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("Dropout");
        if (context.HasOutput(1) && BoolMask)
            context.Require(10, "a mask of truth values");
        else if (context.HasOutput(1))
            context.RequireUpTo(9, "a mask of real numbers");
        if (context.Opset >= RatioIsInputSince)
        {
            node["seed"] = Seed;
            if (DeclaredRatio is { } ratio && !context.HasInput(1))
                node.SetInput(1, "ratio", new Tensor<float>(TensorShape.Scalar, [ratio]));
            return node;
        }
        if (Seed is not null || context.HasInput(2))
            context.Require(RatioIsInputSince, "Dropout with a seed or training_mode");
        node["ratio"] = context.HasInput(1) ? context.RequireValue(node, 1, "ratio", RatioIsInputSince).ToFloatArray()[0] : DeclaredRatio;
        return node;
    }

    /// <summary>Elements are drawn anew at each step; how many the node says, else half.</summary>
    internal override TrainingForm? ForTraining(TypedNode node)
    {
        if (node.HasOutput(1))
            throw new ShapeException($"Node '{node.Node.Name}' (Dropout): its mask is asked for, which training does not give.");
        float ratio = node.Value(1) is { Shape.Count: 1 } given ? given.ToFloatArray()[0] : DeclaredRatio ?? DefaultRatio;
        if (ratio is not (>= 0 and < 1))
            throw new ShapeException($"Node '{node.Node.Name}' (Dropout): the ratio must be in [0, 1), not {ratio}.");
        return ratio > 0 ? new TrainingForm(new DropoutTraining(ratio, DropoutTraining.StreamOf(node.Node.Name)), [0]) { IsSeeded = true } : null;
    }

    public override OperatorKind Kind => OperatorKind.Regularization;

    // At inference nothing is dropped.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    internal override bool IsIdentity(TypedNode node) => Ratio(node.Value) is not > 0;

    internal override bool KeepsScores => true;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.ElementType != ElementType.Float32)
            throw context.Error("a real input is expected");
        bool drops = Ratio(context) > 0;
        if (drops && Seed is null)
            throw context.Error("training_mode is set without a seed, so every run would drop others; export the network for inference");
        // The mask is drawn on the CPU at load.
        if (drops && input.Shape.Count > ShapeInference.MaxFoldedElements)
            throw context.Error($"a mask of more than {ShapeInference.MaxFoldedElements} elements is not supported; export the network for inference");
        return [input with { Value = null }, new TensorInfo(input.Shape, MaskType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        var input = (Tensor<float>)context.Value(0)!;
        float ratio = Ratio(context);
        Tensor<bool> kept = ratio > 0 ? DropoutMask.Draw(Seed!.Value, ratio, input.Shape) : Ones(input.Shape);
        float[] values = ratio > 0 ? input.Data.Zip(kept.Data, (v, k) => k ? v * Scale(ratio) : 0).ToArray() : input.Data;
        return [new Tensor<float>(input.Shape, values), kept.ConvertTo(MaskType)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        float ratio = Ratio(context.Value);
        if (ratio > 0)
        {
            LowerDropping(context, input, ratio);
            return;
        }
        if (context.HasOutput(0))
            context.SetOutputView(0, input);
        if (context.HasOutput(1))
        {
            Tensor one = BoolMask ? True : One;
            Expand.Broadcast(TensorShape.Scalar, input.Shape).Lower(context, context.Constant(one, "", () => one), context.Output(1));
        }
    }

    private ElementType MaskType => BoolMask ? ElementType.Bool : ElementType.Float32;

    private static float Scale(float ratio) => 1 / (1 - ratio);

    private static Tensor<bool> Ones(TensorShape shape) => new(shape, Enumerable.Repeat(true, shape.Count).ToArray());

    private void LowerDropping(LoweringContext context, TensorView input, float ratio)
    {
        Tensor kept = DropoutMask.Draw(Seed!.Value, ratio, input.Shape);
        TensorView mask = context.Constant(kept, "", () => kept);
        if (context.HasOutput(1))
            context.SetOutputView(1, mask);
        if (!context.HasOutput(0))
            return;
        context.Add(new DropoutCall
        {
            Input = input,
            Mask = mask,
            Output = context.Output(0),
            Count = input.Count,
            Scale = Scale(ratio),
            Invocations = input.Count,
        });
    }

    private static float Ratio(InferenceContext context)
    {
        float ratio = Ratio(i => context.HasInput(i) ? context.RequireValue(i) : null);
        return ratio is >= 0 and < 1 ? ratio : throw context.Error($"the ratio must be in [0, 1), not {ratio}");
    }

    /// <summary>How much is dropped: nothing unless input 2 (training_mode) is true.</summary>
    private static float Ratio(Func<int, Tensor?> value)
    {
        bool training = value(2) is { Shape.Count: 1 } mode && mode.ToInt64Array()[0] != 0;
        return !training ? 0 : value(1) is { Shape.Count: 1 } ratio ? ratio.ToFloatArray()[0] : DefaultRatio;
    }
}
