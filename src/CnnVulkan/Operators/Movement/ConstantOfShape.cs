using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>A tensor of one value, of the shape that the input lists. ONNX ConstantOfShape.</summary>
internal sealed class ConstantOfShape : KnownOperator
{
    public ConstantOfShape(Tensor value) => Value = value;

    /// <summary>The value: one element.</summary>
    public Tensor Value { get; }

    public static Operator Create(NodeAttributes attributes)
    {
        Tensor value = attributes.Tensor("value") ?? new Tensor<float>(new TensorShape(1));
        return value.Shape.Count == 1
            ? new ConstantOfShape(value.Reshape(TensorShape.Scalar))
            : throw attributes.Error($"attribute 'value' must hold one element, not {value.Shape.Count}");
    }

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("ConstantOfShape", since: 9);
        node["value"] = Value.Reshape(new TensorShape(1));
        return node;
    }

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        Tensor shape = context.RequireValue(0);
        if (shape.Shape.Rank != 1)
            throw context.Error($"a list of extents is expected, not a tensor of {shape.Shape}");
        return [new TensorInfo(new TensorShape(shape.ToInt32Array()), Value.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        TensorInfo info = Infer(context)[0];
        Tensor output = TensorFactory.Zeros(info.ElementType, info.Shape);
        Expand.Broadcast(Value.Shape, info.Shape).Run(Value, output);
        return [output];
    }

    public override void Lower(LoweringContext context)
        => Expand.Broadcast(Value.Shape, context.OutputInfo(0).Shape).Lower(context, context.Constant(Value, "", () => Value), context.Output(0));
}
