using CnnVulkan.Graphs;

namespace CnnVulkan.Cli;

/// <summary>The names of a network's tensors, as people type them.</summary>
internal static class TensorNames
{
    /// <summary>The tensor that a name means: its own, or that of the node that writes it.</summary>
    /// <exception cref="CommandException">Nothing bears the name; the nearest ones are listed.</exception>
    public static string Resolve(Model model, string name)
    {
        if (model.Inputs.Any(i => i.Name == name) || model.Graph.Nodes.Any(n => n.Outputs.Contains(name)))
            return name;
        if (model.Graph.Nodes.FirstOrDefault(n => n.Name == name) is { } node)
            return node.Outputs.First(o => o.Length > 0);
        IReadOnlyList<string> nearest = NearestNames.Of(name, model.Graph.Nodes.SelectMany(n => n.Outputs.Append(n.Name)));
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
}
