namespace CnnVulkan.Graphs.Passes;

internal static class FuseResidualAdd
{
    public static TypedGraph Apply(TypedGraph graph) => graph;
}
