using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Training;

/// <summary>
/// The cross entropy between targets and the softmax of scores, with its gradient, so that nothing in between is written. Inputs: scores N×K
/// (also N×K×1×1), and targets N×K: a distribution for each sample, so that smoothed labels and mixed samples are nothing special; a row of
/// zeros counts nothing, and a class whose target is negative is left out of its sample. Outputs: the loss of each sample, N; the gradient of the mean loss with respect to the scores, in their shape, times
/// the weight; and 1 for each sample whose largest score is at its largest target, N.
/// </summary>
/// <param name="weight">What the gradient is multiplied by: the share of this loss where a network has several.</param>
internal sealed class SoftmaxCrossEntropy(float weight = 1) : Operator
{
    /// <summary>What the gradient is multiplied by.</summary>
    public float Weight { get; } = weight;

    public override OperatorKind Kind => OperatorKind.Scores;

    // Maximum, exponent, sum, quotient, and the product and difference with the target.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 6 * (long)inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape scores = context.Shape(0), targets = context.Shape(1);
        bool isMatrix = scores.Rank >= 2 && scores.CountOf(2, scores.Rank) == 1;
        if (!isMatrix || context.Input(0).ElementType != ElementType.Float32)
            throw context.Error($"scores N×K are expected, not {context.Input(0)}");
        if (targets.Rank != 2 || targets[0] != scores[0] || targets[1] != scores[1] || context.Input(1).ElementType != ElementType.Float32)
            throw context.Error($"targets {scores[0]}×{scores[1]} are expected, one number for each score, not {context.Input(1)}");
        var perSample = new TensorInfo(new TensorShape(scores[0]), ElementType.Float32);
        return [perSample, context.Input(0) with { Value = null }, perSample];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView scores = context.Input(0), targets = context.Input(1);
        int samples = scores.Shape[0], classes = scores.Shape[1];
        bool cooperative = CooperativeGroup.Pays(classes, samples, contiguous: true);
        uint size = cooperative ? CooperativeGroup.Size(classes, context.Limits) : 0;
        TensorView losses = Output(0, new TensorShape(samples)), gradient = Output(1, scores.Shape), hits = Output(2, new TensorShape(samples));
        foreach ((int start, int count) in context.SplitOuter(samples, scores, targets, losses, gradient, hits))
        {
            context.Add(new SoftmaxCrossEntropyCall
            {
                Scores = scores.Range(start, count),
                Targets = targets.Range(start, count),
                Losses = losses.Range(start, count),
                Gradient = gradient.Range(start, count),
                Hits = hits.Range(start, count),
                Rows = count,
                Classes = classes,
                Scale = Weight / samples,
                Cooperative = cooperative,
                Invocations = count * (long)Math.Max(size, 1),
                WorkgroupSize = size,
            });
        }

        TensorView Output(int index, TensorShape shape) => context.HasOutput(index) ? context.Output(index) : context.Scratch($"output{index}", shape, StorageType.Float32);
    }
}
