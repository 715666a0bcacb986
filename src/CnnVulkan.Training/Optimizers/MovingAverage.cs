using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Training;

/// <summary>
/// momentum · average + (1 - momentum) · value, or the average where the value is no number. Inputs: the average, the value, and optionally the
/// number of the step, from 1: the momentum is at most (1 + step) / (10 + step) then, so that the average forgets where it began. Output: the
/// new average.
/// </summary>
internal sealed class MovingAverage(double momentum) : FlatOperator
{
    /// <summary>The share of the average that stays.</summary>
    public double Momentum { get; } = momentum;

    protected override int Stores => 2;

    protected override int Results => 1;

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 3 * (long)inputs[0].Shape.Count;

    private protected override ShaderCall Call(LoweringContext context, TensorView[] lists, int count) => new MovingAverageCall
    {
        Average = lists[0],
        Value = lists[1],
        StepNumber = context.HasInput(2) ? context.Input(2) : null,
        NewAverage = lists[2],
        Count = count,
        Keeps = (float)Momentum,
        Takes = (float)(1 - Momentum),
        Invocations = count,
    };
}
