using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Training;

/// <summary>
/// A step of stochastic gradient descent, by PyTorch's definition: g = scale·gradient + weightDecay·p, v = momentum·v + g,
/// p -= rate·v, or with Nesterov's momentum p -= rate·(g + momentum·v). Inputs: parameters, gradient, momentum (zeros before the first step),
/// the rate, and optionally the scale. Outputs: the new parameters and the new momentum.
/// </summary>
internal sealed class SgdUpdate(float momentum = 0, float weightDecay = 0, bool nesterov = false) : FlatOperator
{
    /// <summary>The share of the last direction that stays.</summary>
    public float Momentum { get; } = momentum;

    /// <summary>The factor of the parameters in the gradient: that of weightDecay/2·‖p‖².</summary>
    public float WeightDecay { get; } = weightDecay;

    /// <summary>Whether the gradient is looked at as if the step had been made.</summary>
    public bool Nesterov { get; } = nesterov;

    protected override int Stores => 3;

    protected override int Results => 2;

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 6 * (long)inputs[0].Shape.Count;

    private protected override ShaderCall Call(LoweringContext context, TensorView[] lists, int count) => new SgdUpdateCall
    {
        Parameters = lists[0],
        Gradient = lists[1],
        Momentum = lists[2],
        Rate = context.Input(3),
        Scale = context.HasInput(4) ? context.Input(4) : null,
        NewParameters = lists[3],
        NewMomentum = lists[4],
        Count = count,
        MomentumFactor = Momentum,
        WeightDecay = WeightDecay,
        Nesterov = Nesterov,
        Invocations = count,
    };
}
