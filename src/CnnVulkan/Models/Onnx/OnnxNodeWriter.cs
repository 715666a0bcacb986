using CnnVulkan.Graphs;

namespace CnnVulkan.Models.Onnx;

/// <summary>Nodes and what operators say of them to NodeProto, with the constants that the operator set wants besides.</summary>
internal sealed class OnnxNodeWriter
{
    private readonly HashSet<string> _values;
    private readonly HashSet<string> _nodes = [];

    public OnnxNodeWriter(Graph graph)
        => _values = [.. graph.Inputs.Select(i => i.Name), .. graph.Constants.Keys, .. graph.Nodes.SelectMany(n => n.Outputs)];

    /// <summary>Constants that the graph does not have, in the order they are read.</summary>
    public List<(string Name, Tensor Value)> Added { get; } = [];

    public NodeProto Write(Node node, NodeDescription description)
    {
        var proto = new NodeProto
        {
            Name = Unique(_nodes, node.Name.Length > 0 ? node.Name : description.Type),
            OpType = description.Type,
            Domain = description.Domain,
        };
        proto.Input.AddRange(Inputs(node, description, proto.Name));
        proto.Output.AddRange(node.Outputs);
        foreach ((string name, object value) in description.Attributes)
            proto.Attribute.Add(OnnxAttributeWriter.Write(name, value));
        return proto;
    }

    private IEnumerable<string> Inputs(Node node, NodeDescription description, string nodeName)
    {
        var inputs = node.Inputs.ToList();
        foreach ((int index, (string name, Tensor? value)) in description.Inputs)
        {
            while (inputs.Count <= index)
                inputs.Add("");
            inputs[index] = value is null ? "" : Add($"{nodeName}.{name}", value);
        }
        int count = description.Inputs.Count == 0 ? inputs.Count : inputs.FindLastIndex(i => i.Length > 0) + 1;
        return inputs.Take(count);
    }

    private string Add(string wanted, Tensor value)
    {
        string name = Unique(_values, wanted);
        Added.Add((name, value));
        return name;
    }

    private static string Unique(HashSet<string> taken, string wanted)
    {
        string name = wanted;
        for (int i = 2; !taken.Add(name); i++)
            name = $"{wanted}_{i}";
        return name;
    }
}
