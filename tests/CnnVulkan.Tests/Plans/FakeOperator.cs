using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Plans;

/// <summary>Reads all its inputs and writes an output of the first one's shape: what plan tests are made of.</summary>
internal sealed class FakeOperator : Operator
{
    private static readonly Kernel One = new("fake1", ["a", "out output"], ["uint count"]);
    private static readonly Kernel Two = new("fake2", ["a", "b", "out output"], ["uint count"]);

    public override string Type => "Fake";

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    public override void Lower(LoweringContext context)
    {
        TensorView[] inputs = Enumerable.Range(0, context.InputCount).Select(context.Input).ToArray();
        TensorView output = context.Output(0);
        context.Add(new KernelCall
        {
            Kernel = inputs.Length == 1 ? One : Two,
            Buffers = [.. inputs, output],
            Push = { ["count"] = output.Count },
            Invocations = output.Count,
        });
    }
}
