using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>How many elements its input has; known at load. ONNX Size.</summary>
internal sealed class Size : KnownOperator
{
    public static Operator Create(NodeAttributes attributes) => new Size();

    internal override NodeDescription Export(ExportContext context) => new("Size");

    public override TensorInfo[] Infer(InferenceContext context)
        => [TensorInfo.Of(new Tensor<long>(TensorShape.Scalar, [context.Shape(0).Count]))];

    public override Tensor[] Evaluate(InferenceContext context) => [Infer(context)[0].Value!];

    public override void Lower(LoweringContext context)
    {
        Tensor value = context.OutputInfo(0).Value!;
        context.SetOutputView(0, context.Constant(value, "", () => value));
    }
}
