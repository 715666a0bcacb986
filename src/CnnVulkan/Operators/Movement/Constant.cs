using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>A tensor that the model file holds. ONNX Constant.</summary>
internal sealed class Constant(Tensor value) : KnownOperator
{
    /// <summary>The tensor.</summary>
    public Tensor Value { get; } = value;

    public static Operator Create(NodeAttributes attributes)
    {
        Tensor? value = attributes.Tensor("value");
        if (value is null && attributes.Has("value_float"))
            value = new Tensor<float>(TensorShape.Scalar, [attributes.Float("value_float", 0)]);
        if (value is null && attributes.Has("value_floats"))
            value = new Tensor<float>(new TensorShape(attributes.Floats("value_floats").Length), [.. attributes.Floats("value_floats")]);
        if (value is null && attributes.Has("value_int"))
            value = new Tensor<long>(TensorShape.Scalar, [attributes.Int("value_int", 0)]);
        if (value is null && attributes.Has("value_ints"))
            value = TensorFactory.Longs(attributes.Ints("value_ints"));
        if (value is null && (attributes.Has("value_string") || attributes.Has("value_strings") || attributes.Has("sparse_value")))
            throw new NotSupportedException("constants that are texts or sparse tensors");
        return new Constant(value ?? throw attributes.Error("a Constant needs one of value, value_float, value_floats, value_int and value_ints"));
    }

    internal override NodeDescription Export(ExportContext context) => new("Constant") { ["value"] = Value };

    public override TensorInfo[] Infer(InferenceContext context) => [TensorInfo.Of(Value)];

    public override Tensor[] Evaluate(InferenceContext context) => [Value];

    public override void Lower(LoweringContext context) => context.SetOutputView(0, context.Constant(Value, "", () => Value));
}
