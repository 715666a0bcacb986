namespace CnnVulkan.Graphs.Passes;

internal static class FoldBatchNorm
{
    public static TypedGraph Apply(TypedGraph graph) => graph;
}
