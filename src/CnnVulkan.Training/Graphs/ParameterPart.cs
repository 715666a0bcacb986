using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Training;

/// <summary>One weight of a network as a part of the flat parameter: a view, nothing is copied.</summary>
internal sealed class ParameterPart(int start, TensorShape shape) : Operator, IViewOperator
{
    public override TensorInfo[] Infer(InferenceContext context)
    {
        if (start + shape.Count > context.Shape(0).Count)
            throw context.Error($"the part {shape} at {start} does not lie within {context.Shape(0)}");
        return [new TensorInfo(shape, ElementType.Float32)];
    }

    public override void Lower(LoweringContext context) => context.SetOutputView(0, context.Input(0).Part(start, shape));
}
