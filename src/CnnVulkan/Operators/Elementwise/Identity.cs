using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Its input under another name. ONNX Identity.</summary>
internal sealed class Identity : ViewOperator
{
    public static Operator Create(NodeAttributes attributes) => new Identity();

    internal override NodeDescription Export(ExportContext context) => new("Identity");

    protected override TensorShape InferShape(InferenceContext context, TensorShape input) => input;
}
