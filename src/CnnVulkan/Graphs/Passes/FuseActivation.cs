namespace CnnVulkan.Graphs.Passes;

internal static class FuseActivation
{
    public static TypedGraph Apply(TypedGraph graph) => graph;
}
