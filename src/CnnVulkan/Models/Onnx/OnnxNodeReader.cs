using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Models.Onnx;

/// <summary>NodeProto to <see cref="Node"/>. Goes through all nodes before it reports operators that are not supported.</summary>
internal sealed class OnnxNodeReader(ModelSource source, OnnxOpsets opsets, OnnxAttributeReader attributes, ModelLoadOptions options)
{
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, int> _copies = [];
    private readonly SortedDictionary<string, List<string>> _unsupported = new(StringComparer.Ordinal);
    private OnnxExperiments? _experiments;

    /// <summary>Constants that are no initialisers of the file, but what its nodes say.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants => _experiments?.Constants ?? [];

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
            string name = UniqueName(proto.Name.Length > 0 ? proto.Name : $"{proto.OpType}_{i}");
            nodes.AddRange(MakeNodes(model, proto, name, functions));
        }
        if (_unsupported.Count > 0)
            throw new UnsupportedOperatorException(source.Name, _unsupported.Select(u => $"{u.Key}: {string.Join(", ", u.Value)}"));
        return nodes;
    }

    private string UniqueName(string wanted)
    {
        string name = wanted;
        // The copies are counted, so that a file of many equal names is not searched again and again.
        while (!_names.Add(name))
            name = $"{wanted}_{_copies[wanted] = _copies.GetValueOrDefault(wanted, 1) + 1}";
        return name;
    }

    /// <summary>One node, but for operators that take several of today's to say; none where it is not supported.</summary>
    private Node[] MakeNodes(ModelProto model, NodeProto proto, string name, HashSet<string> functions)
    {
        string key = OnnxOpsets.KeyOf(proto.Domain, proto.OpType);
        string place = $"node {ModelSource.Quote(name)} ({ModelSource.Quote(key)[1..^1]})";
        int opset = opsets.VersionOf(proto.Domain);
        Func<NodeAttributes, Operator>? factory = FactoryOf(key);
        if (factory is null && !OnnxExperiments.Has(key))
        {
            Refuse(key, functions.Contains(key) ? "a function of the model's own" : $"unknown, opset {opset}", name);
            return [];
        }
        try
        {
            var given = new NodeAttributes(name, opset, proto.Input.Count, proto.Output.Count, attributes.Read(proto.Attribute, place));
            return factory is not null ? [new Node(name, factory(given), [.. proto.Input], [.. proto.Output])]
                : (_experiments ??= new OnnxExperiments(model, UniqueName)).Translate(proto, name, given);
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
        return [];
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
