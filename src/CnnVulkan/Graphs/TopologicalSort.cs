using System.Collections.Immutable;
using CnnVulkan.Tensors;

namespace CnnVulkan.Graphs;

/// <summary>Orders nodes so that every value is written before it is read; keeps the given order where it already is.</summary>
internal static class TopologicalSort
{
    /// <exception cref="ModelFormatException">A value is written twice or never, or the nodes form a cycle.</exception>
    public static ImmutableArray<Node> Run(string graph, IReadOnlyList<Node> nodes, IEnumerable<string> known)
    {
        var ready = new HashSet<string>(known) { "" };
        var writer = new Dictionary<string, Node>();
        foreach (Node node in nodes)
        {
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
            {
                if (ready.Contains(output) || !writer.TryAdd(output, node))
                    throw new ModelFormatException($"Graph '{graph}': node '{node.Name}' writes '{output}', which already has a value.");
            }
        }

        // Kahn's algorithm: a node joins when its last missing input is written. No recursion: hostile graphs are deep.
        var missing = new Dictionary<Node, int>(ReferenceEqualityComparer<Node>.Instance);
        var waiting = new Dictionary<string, List<Node>>();
        var queue = new SortedSet<int>();
        var position = new Dictionary<Node, int>(ReferenceEqualityComparer<Node>.Instance);
        for (int i = 0; i < nodes.Count; i++)
        {
            Node node = nodes[i];
            position[node] = i;
            string[] absent = node.Inputs.Where(x => !ready.Contains(x)).Distinct().ToArray();
            foreach (string input in absent)
            {
                if (!writer.ContainsKey(input))
                    throw new ModelFormatException($"Graph '{graph}': node '{node.Name}' ({node.Operator.Type}) reads '{input}', which nothing writes.");
                if (!waiting.TryGetValue(input, out List<Node>? list))
                    waiting[input] = list = [];
                list.Add(node);
            }
            missing[node] = absent.Length;
            if (absent.Length == 0)
                queue.Add(i);
        }

        var sorted = ImmutableArray.CreateBuilder<Node>(nodes.Count);
        while (queue.Count > 0)
        {
            int next = queue.Min;
            queue.Remove(next);
            sorted.Add(nodes[next]);
            foreach (string output in nodes[next].Outputs)
            {
                if (!waiting.Remove(output, out List<Node>? readers))
                    continue;
                foreach (Node reader in readers)
                {
                    if (--missing[reader] == 0)
                        queue.Add(position[reader]);
                }
            }
        }
        if (sorted.Count < nodes.Count)
        {
            IEnumerable<string> stuck = missing.Where(m => m.Value > 0).Select(m => m.Key.Name).Take(5);
            throw new ModelFormatException($"Graph '{graph}': nodes feed each other in a cycle, among them '{string.Join("', '", stuck)}'.");
        }
        return sorted.MoveToImmutable();
    }
}
