namespace CnnVulkan.Graphs.Passes;

internal static class RemoveIdentity
{
    public static TypedGraph Apply(TypedGraph graph) => graph;
}
