namespace CnnVulkan.Graphs.Passes;

internal static class FoldScaleAndBias
{
    public static TypedGraph Apply(TypedGraph graph) => graph;
}
