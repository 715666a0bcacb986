using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Models.Onnx;

/// <summary>A model that is ready to be written: all that could be refused has been.</summary>
internal sealed class OnnxModel
{
    private readonly Graph _graph;
    private readonly string _name;
    private readonly OnnxShapes _shapes;
    private readonly OnnxOperatorSet _operators;
    private readonly List<NodeProto> _nodes;
    private readonly ImmutableArray<(string Name, Tensor Value)> _weights;

    private OnnxModel(Model model, ModelSaveOptions options)
    {
        _graph = model.Graph;
        _name = model.Name;
        _shapes = OnnxShapes.Of(_graph);
        _operators = OnnxOperatorSet.Choose(_graph, model.Name, _shapes.Known, options.Opset);
        var writer = new OnnxNodeWriter(_graph);
        _nodes = [.. _graph.Nodes.Zip(_operators.Nodes, writer.Write)];
        _weights = [.. Weights(writer.Added)];
        MostInlineBytes = options.MostInlineBytes;
    }

    /// <summary>Bytes that one file can hold.</summary>
    public long MostInlineBytes { get; }

    /// <summary>Bytes of all tensors: the rest of a model is small beside them.</summary>
    public long TensorBytesCount => _weights.Sum(w => TensorBytes.CountOf(w.Value)) + AttributeBytesCount;

    /// <summary>Bytes of the tensors that are attributes and so stay in the model's own file.</summary>
    public long AttributeBytesCount => _operators.Nodes.SelectMany(n => n.Attributes.Values).OfType<Tensor>().Sum(TensorBytes.CountOf);

    /// <exception cref="UnsupportedOperatorException">No operator set has everything the model uses.</exception>
    public static OnnxModel Of(Model model, ModelSaveOptions options) => new(model, options);

    /// <summary>The message to write.</summary>
    /// <param name="tensors">Where the weights go.</param>
    public ModelProto ToProto(OnnxTensorWriter tensors)
    {
        // Checkers want a name.
        var graph = new GraphProto { Name = _graph.Name.Length > 0 ? _graph.Name : _name.Length > 0 ? _name : "graph" };
        graph.Node.AddRange(_nodes);
        graph.Initializer.AddRange(_weights.Select(w => tensors.Initializer(w.Value, w.Name)));
        graph.Input.AddRange(_graph.Inputs.Select(OnnxValueWriter.Write));
        graph.Output.AddRange(_graph.Outputs.Select((o, i) => _shapes.Outputs[i] is { } known ? OnnxValueWriter.Write(known) : new ValueInfoProto { Name = o }));
        var model = new ModelProto
        {
            IrVersion = _operators.IrVersion,
            ProducerName = "CnnVulkan",
            ProducerVersion = typeof(OnnxModel).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = _operators.Version } },
        };
        foreach (string domain in _operators.Nodes.Select(n => n.Domain).Where(d => d.Length > 0).Distinct().OrderBy(d => d, StringComparer.Ordinal))
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = 1 });
        return model;
    }

    /// <summary>
    /// The constants in the order nodes read them, so that a dictionary's own order does not show in the file. Those that only went
    /// into attributes are left behind.
    /// </summary>
    private IEnumerable<(string Name, Tensor Value)> Weights(List<(string Name, Tensor Value)> added)
    {
        Dictionary<string, Tensor> all = added.ToDictionary(a => a.Name, a => a.Value);
        foreach ((string name, Tensor value) in _graph.Constants)
            all.Add(name, value);
        string[] written = [.. _nodes.SelectMany(n => n.Input).Concat(_graph.Outputs)];
        HashSet<string> read = [.. _graph.Nodes.SelectMany(n => n.Inputs).Except(written)];
        return written.Concat(_graph.Constants.Keys.Where(c => !read.Contains(c)).OrderBy(c => c, StringComparer.Ordinal)).Distinct()
            .Where(all.ContainsKey).Select(name => (name, all[name]));
    }
}
