using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Training;

/// <summary>
/// What a gradient is multiplied by so that its norm does not pass a bound (Pascanu et al. 2013): min(1, bound / (norm + 1e-6)). Input: the norm.
/// Output: one number, 0 where the norm is infinite or NaN, with which an optimiser changes nothing.
/// </summary>
internal sealed class ClipScale(float maxNorm) : Operator
{
    /// <summary>The bound.</summary>
    public float MaxNorm { get; } = maxNorm;

    public override OperatorKind Kind => OperatorKind.Elementwise;

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 3;

    public override TensorInfo[] Infer(InferenceContext context) => context.Shape(0).Count == 1
        ? [new TensorInfo(new TensorShape(1), ElementType.Float32)]
        : throw context.Error("one number is expected");

    public override void Lower(LoweringContext context)
        => context.Add(new ClipScaleCall { Norm = context.Input(0), Output = context.Output(0), Largest = MaxNorm, Invocations = 1 });
}
