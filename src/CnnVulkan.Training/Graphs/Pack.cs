using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Training;

/// <summary>
/// Tensors of any shape one behind the other as a flat one: gradients in the order of the flat parameter. Those that a node writes into memory
/// of its own are written into their place at once (<see cref="Operator.ConcatenationAxis"/>) and cost nothing here.
/// </summary>
internal sealed class Pack : Operator
{
    internal override int? ConcatenationAxis => 0;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        long count = 0;
        for (int i = 0; i < context.InputCount; i++)
            count += context.Shape(i).Count;
        return [new TensorInfo(TensorShape.FromLongs([count]), ElementType.Float32)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView output = context.Output(0);
        int start = 0;
        for (int i = 0; i < context.InputCount; i++)
        {
            TensorView input = context.Input(i);
            new StridedCopy([new StridedAxis(input.Count, 1, 1)], 0, start).Lower(context, input.Reshape(new TensorShape(input.Count)), output);
            start += input.Count;
        }
    }
}
