using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Analysis;

/// <summary>A copy in whole vectors, to see how fast a device reads and writes. The number of elements is a multiple of 4.</summary>
internal sealed class StreamCopy : Operator
{
    internal static readonly Kernel Kernel = new("stream_copy", ["input", "out output"], ["uint count"]);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return input.Shape.Count % 4 == 0 ? [input with { Value = null }] : throw context.Error("the number of elements must be a multiple of 4");
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        context.Add(new KernelCall
        {
            Kernel = Kernel,
            Buffers = [input, context.Output(0)],
            Push = new Dictionary<string, PushValue> { ["count"] = input.Count / 4 },
            Invocations = input.Count / 4,
        });
    }
}
