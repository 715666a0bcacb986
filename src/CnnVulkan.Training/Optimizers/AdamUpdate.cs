using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Training;

/// <summary>
/// A step of Adam (Kingma and Ba 2015), or, decoupled, of AdamW (Loshchilov and Hutter 2019), by PyTorch's definitions. Inputs: parameters,
/// gradient, its running mean and that of its square (zeros before the first step), the rate, the number of the step, counted from 1, and
/// optionally the scale of the gradient. Outputs: the new parameters, mean and square.
/// </summary>
internal sealed class AdamUpdate(double beta1 = 0.9, double beta2 = 0.999, float epsilon = 1e-8f, float weightDecay = 0, bool decoupled = false) : FlatOperator
{
    /// <summary>The share of the running mean that stays.</summary>
    public double Beta1 { get; } = beta1;

    /// <summary>The share of the running square that stays.</summary>
    public double Beta2 { get; } = beta2;

    /// <summary>Added to what the mean is divided by.</summary>
    public float Epsilon { get; } = epsilon;

    /// <summary>What the parameters shrink by: in the gradient, or, decoupled, in each step by the rate times as much.</summary>
    public float WeightDecay { get; } = weightDecay;

    /// <summary>Whether the weight decay goes past the gradient: AdamW.</summary>
    public bool Decoupled { get; } = decoupled;

    protected override int Stores => 4;

    protected override int Results => 3;

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 13 * (long)inputs[0].Shape.Count;

    private protected override ShaderCall Call(LoweringContext context, TensorView[] lists, int count) => new AdamUpdateCall
    {
        Parameters = lists[0],
        Gradient = lists[1],
        Mean = lists[2],
        Square = lists[3],
        Rate = context.Input(4),
        StepNumber = context.Input(5),
        Scale = context.HasInput(6) ? context.Input(6) : null,
        NewParameters = lists[4],
        NewMean = lists[5],
        NewSquare = lists[6],
        Count = count,
        Beta1 = (float)Beta1,
        Beta2 = (float)Beta2,
        Rest1 = (float)(1 - Beta1),
        Rest2 = (float)(1 - Beta2),
        LogBeta1 = (float)Math.Log(Beta1),
        LogBeta2 = (float)Math.Log(Beta2),
        Epsilon = Epsilon,
        WeightDecay = WeightDecay,
        Decoupled = Decoupled,
        Invocations = count,
    };
}
