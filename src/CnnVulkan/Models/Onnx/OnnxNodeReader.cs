using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Models.Onnx;

/// <summary>NodeProto to <see cref="Node"/>. Goes through all nodes before it reports operators that are not supported.</summary>
internal sealed class OnnxNodeReader(ModelSource source, OnnxOpsets opsets, OnnxAttributeReader attributes, ModelLoadOptions options)
{
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, int> _copies = [];
    private readonly SortedDictionary<string, List<string>> _unsupported = new(StringComparer.Ordinal);

    /// <exception cref="UnsupportedOperatorException">Some operators are not supported: all of them, with their nodes.</exception>
    public List<Node> Read(ModelProto model)
    {
        var functions = new HashSet<string>(model.Functions.Select(f => OnnxOpsets.KeyOf(f.Domain, f.Name)));
        var nodes = new List<Node>(model.Graph.Node.Count);
        for (int i = 0; i < model.Graph.Node.Count; i++)
        {
            NodeProto proto = model.Graph.Node[i];
            if (proto.OpType.Length == 0)
                throw source.Error($"node {i} {ModelSource.Quote(proto.Name)} names no operator.");
            string name = UniqueName(proto, i);
            if (MakeOperator(proto, name, functions) is { } made)
                nodes.Add(new Node(name, made, [.. proto.Input], [.. proto.Output]));
        }
        if (_unsupported.Count > 0)
            throw new UnsupportedOperatorException(source.Name, _unsupported.Select(u => $"{u.Key}: {string.Join(", ", u.Value)}"));
        return nodes;
    }

    private string UniqueName(NodeProto proto, int index)
    {
        string wanted = proto.Name.Length > 0 ? proto.Name : $"{proto.OpType}_{index}";
        string name = wanted;
        // The copies are counted, so that a file of many equal names is not searched again and again.
        while (!_names.Add(name))
            name = $"{wanted}_{_copies[wanted] = _copies.GetValueOrDefault(wanted, 1) + 1}";
        return name;
    }

    private Operator? MakeOperator(NodeProto proto, string name, HashSet<string> functions)
    {
        string key = OnnxOpsets.KeyOf(proto.Domain, proto.OpType);
        string place = $"node {ModelSource.Quote(name)} ({ModelSource.Quote(key)[1..^1]})";
        int opset = opsets.VersionOf(proto.Domain);
        if (FactoryOf(key) is not { } factory)
        {
            Refuse(key, functions.Contains(key) ? "a function of the model's own" : $"unknown, opset {opset}", name);
            return null;
        }
        try
        {
            return factory(new NodeAttributes(name, opset, proto.Input.Count, proto.Output.Count, attributes.Read(proto.Attribute, place)));
        }
        catch (NotSupportedException error)
        {
            Refuse(key, error.Message.TrimEnd('.'), name);
        }
        catch (UnsupportedOperatorException error)
        {
            foreach (string use in error.Uses)
                Refuse(key, use, name);
        }
        catch (ModelFormatException error)
        {
            throw error.Message.StartsWith(source.Name, StringComparison.Ordinal) ? error : source.Error(error.Message, error);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Factories, a user's own among them, meet whatever attributes a file holds.
            throw source.Error($"{place} has attributes that do not fit the operator: {error.Message}", error);
        }
        return null;
    }

    private Func<NodeAttributes, Operator>? FactoryOf(string key)
    {
        if (options.Layers.TryGetValue(key, out Func<NodeAttributes, Operator>? own))
            return own;
        return OperatorCatalog.Factories.TryGetValue(key, out OperatorCatalog.Factory? factory) ? factory.Invoke : null;
    }

    private void Refuse(string key, string reason, string node)
    {
        string use = $"{ModelSource.Quote(key)[1..^1]} ({reason})";
        if (!_unsupported.TryGetValue(use, out List<string>? nodes))
            _unsupported[use] = nodes = [];
        nodes.Add(ModelSource.Quote(node));
    }
}
