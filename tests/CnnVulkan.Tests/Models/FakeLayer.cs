using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Models;

/// <summary>Stands in for any operator and remembers the attributes it was made from.</summary>
internal sealed class FakeLayer(NodeAttributes attributes) : Operator
{
    public NodeAttributes Attributes { get; } = attributes;

    public override string Type => "Fake";

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0)];

    public override void Lower(LoweringContext context) => throw new NotSupportedException("Fake layers are not run.");
}
