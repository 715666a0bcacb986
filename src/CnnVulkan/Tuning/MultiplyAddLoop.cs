using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Tuning;

/// <summary>
/// Multiply-adds and nothing else, to see how many a device does: each output is the sum of 8 chains that start at the input, the input
/// + 1, …, and take 32 steps a round of v := v·<see cref="Factor"/> + <see cref="Addend"/>.
/// </summary>
internal static class MultiplyAddLoop
{
    /// <summary>Neither a number that a compiler folds nor one that leaves the normal range.</summary>
    public const float Factor = 0.999f, Addend = 0.001f;

    /// <summary>Chains of an invocation and steps of a round; those of the shader.</summary>
    private const int Chains = 8, Steps = 32;

    /// <summary>Plans it, from a constant <c>input</c> to <c>output</c>.</summary>
    /// <param name="input">Where the chains start.</param>
    /// <param name="rounds">How often 32 steps are taken.</param>
    /// <param name="profile">The device.</param>
    public static Plan Plan(Tensor<float> input, int rounds, DeviceProfile profile)
    {
        int count = input.Shape.Count;
        TensorInfo info = TensorInfo.Of(input);
        var values = new Dictionary<string, TensorInfo> { ["input"] = info, ["output"] = info with { Value = null } };
        return new Planner(profile).OfCalls(nameof(MultiplyAddLoop), values, plan => [new MultiplyAddLoopCall
        {
            Input = plan.ViewOf("input", Layout.Nchw),
            Output = plan.AllocateOutput("output", Layout.Nchw),
            Count = count,
            Rounds = rounds,
            Factor = Factor,
            Addend = Addend,
            Invocations = count,
            MultiplyAdds = (long)count * rounds * Steps * Chains,
        }]);
    }
}
