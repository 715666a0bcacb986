using CnnVulkan.Graphs;

namespace CnnVulkan.Checking;

/// <summary>Has each case computed the way that it is to check.</summary>
internal sealed class CheckChoices(IEnumerable<CheckCase> cases) : IKernelChoices
{
    private readonly Dictionary<string, Way?> _ways = cases.ToDictionary(c => c.Node.Name, c => c.Way);

    public Way? Find(Node node, IReadOnlyDictionary<string, TensorInfo> values, Precision precision) => _ways[node.Name];
}
