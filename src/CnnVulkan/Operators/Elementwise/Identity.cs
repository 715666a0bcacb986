using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Its input under another name. ONNX Identity.</summary>
internal sealed class Identity : ViewOperator
{
    public static Operator Create(NodeAttributes attributes) => new Identity();

    internal override NodeDescription Export(ExportContext context) => new("Identity");

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    internal override bool IsIdentity(TypedNode node) => true;

    protected override TensorShape InferShape(InferenceContext context, TensorShape input) => input;
}
