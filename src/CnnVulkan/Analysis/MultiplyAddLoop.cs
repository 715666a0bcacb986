using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Analysis;

/// <summary>
/// Multiply-adds and nothing else, to see how many a device does: each output is the sum of 8 chains that start at the input, the input
/// + 1, …, and take 32·<see cref="Rounds"/> steps of v := v·<see cref="Factor"/> + <see cref="Addend"/>.
/// </summary>
internal sealed class MultiplyAddLoop(int rounds) : Operator
{
    /// <summary>Chains of an invocation and steps of a round; those of the shader.</summary>
    public const int Chains = 8, Steps = 32;

    /// <summary>Neither a number that a compiler folds nor one that leaves the normal range.</summary>
    public const float Factor = 0.999f, Addend = 0.001f;

    internal static readonly Kernel Kernel = new(
        "multiply_add_loop", ["input", "out output"], ["uint count", "uint rounds", "float factor", "float addend"]);

    public int Rounds { get; } = rounds;

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)outputs[0].Shape.Count * Rounds * Steps * Chains;

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        context.Add(new KernelCall
        {
            Kernel = Kernel,
            Buffers = [input, context.Output(0)],
            Push = new Dictionary<string, PushValue> { ["count"] = input.Count, ["rounds"] = Rounds, ["factor"] = Factor, ["addend"] = Addend },
            Invocations = input.Count,
            MultiplyAdds = (long)input.Count * Rounds * Steps * Chains,
        });
    }
}
