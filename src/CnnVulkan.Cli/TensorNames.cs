using CnnVulkan.Graphs;

namespace CnnVulkan.Cli;

/// <summary>The names of a network's tensors, as people type them.</summary>
internal static class TensorNames
{
    private const int Suggestions = 5;

    /// <summary>The tensor that a name means: its own, or that of the node that writes it.</summary>
    /// <exception cref="CommandException">Nothing bears the name; the nearest ones are listed.</exception>
    public static string Resolve(Model model, string name)
    {
        if (model.Inputs.Any(i => i.Name == name) || model.Graph.Nodes.Any(n => n.Outputs.Contains(name)))
            return name;
        if (model.Graph.Nodes.FirstOrDefault(n => n.Name == name) is { } node)
            return node.Outputs.First(o => o.Length > 0);
        string[] nearest = [.. model.Graph.Nodes.SelectMany(n => n.Outputs.Append(n.Name)).Where(n => n.Length > 0).Distinct()
            .OrderBy(n => Distance(n, name)).Take(Suggestions)];
        throw new CommandException($"{model.Name} has no layer or tensor '{name}'. The nearest: {string.Join(", ", nearest)}. "
            + "All: cnnvulkan summary.");
    }

    /// <summary>A name as a file name: what no file system allows becomes an underscore.</summary>
    public static string FileName(string tensor)
    {
        const string Forbidden = "/\\:*?\"<>|";
        string name = string.Concat(tensor.Select(c => char.IsControl(c) || Forbidden.Contains(c) ? '_' : c));
        return name.All(c => c == '.') ? "_" + name : name;
    }

    /// <summary>Levenshtein's edit distance, blind to case; a name that contains the other counts as near.</summary>
    private static int Distance(string candidate, string wanted)
    {
        if (candidate.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            return 0;
        int[] row = [.. Enumerable.Range(0, wanted.Length + 1)];
        for (int i = 1; i <= candidate.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= wanted.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(candidate[i - 1]) == char.ToLowerInvariant(wanted[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
