using CnnVulkan.Files;
using CnnVulkan.Graphs;
using Google.Protobuf.Collections;

namespace CnnVulkan.Models.Onnx;

/// <summary>ModelProto to <see cref="Graph"/>.</summary>
/// <param name="source">The file.</param>
/// <param name="options">Layers of a user's own.</param>
/// <param name="weights">What was left out of the message.</param>
internal sealed class OnnxGraphReader(ModelSource source, ModelLoadOptions options, OnnxRawData? weights = null)
{
    /// <summary>Takes the place of an initialiser that is read, so that its bytes can be freed before the next is converted.</summary>
    private static readonly TensorProto Released = new();

    private readonly OnnxTensorReader _tensors = new(source);

    /// <summary>Reads the graph; the message is emptied on the way.</summary>
    public Graph Read(ModelProto model)
    {
        GraphProto graph = model.Graph ?? throw source.Error("there is no graph in it; it is not an ONNX model.");
        if (graph.SparseInitializer.Count > 0)
            throw source.Error($"{graph.SparseInitializer.Count} weights are stored as sparse tensors, which are not supported. Export the model with dense ones.");
        CheckNames(graph);
        var nodes = new OnnxNodeReader(source, new OnnxOpsets(model, source), new OnnxAttributeReader(source, _tensors), options);
        List<Node> operators = nodes.Read(model);
        Dictionary<string, Tensor> constants = ReadWeights(graph.Initializer);
        foreach ((string name, Tensor value) in nodes.Constants)
            constants.Add(name, value);
        List<GraphInput> inputs = OnnxValueReader.ReadInputs(graph.Input.Where(i => !constants.ContainsKey(i.Name)), source);
        string[] outputs = OnnxValueReader.ReadOutputs(graph.Output, source);
        try
        {
            return new Graph(graph.Name, inputs, outputs, operators, constants);
        }
        catch (ModelFormatException error)
        {
            throw source.Error(error.Message, error);
        }
    }

    private Dictionary<string, Tensor> ReadWeights(RepeatedField<TensorProto> initializers)
    {
        try
        {
            return ReadInitializers(initializers);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw source.Error($"the file cannot be read: {error.Message}", error);
        }
    }

    private Dictionary<string, Tensor> ReadInitializers(RepeatedField<TensorProto> initializers)
    {
        var constants = new Dictionary<string, Tensor>(initializers.Count);
        var copies = new RawCopies(source.Name);
        for (int i = 0; i < initializers.Count; i++)
        {
            TensorProto proto = initializers[i];
            string place = $"initialiser {ModelSource.Quote(proto.Name)}";
            if (proto.Name.Length == 0)
                throw source.Error($"initialiser {i} has no name.");
            if (!constants.TryAdd(proto.Name, _tensors.Read(proto, place, weights is null ? default : weights.Ranges[i], copies)))
                throw source.Error($"{place} is given twice.");
            initializers[i] = Released;
        }
        copies.Run();
        return constants;
    }

    /// <summary>Protocol buffers texts are UTF-8; the parser puts U+FFFD where they are not, which would let two names become one.</summary>
    private void CheckNames(GraphProto graph)
    {
        IEnumerable<string> names = graph.Node.SelectMany(n => n.Input.Concat(n.Output).Append(n.Name).Append(n.OpType))
            .Concat(graph.Initializer.Select(i => i.Name))
            .Concat(graph.Input.Concat(graph.Output).Select(v => v.Name));
        string? damaged = names.FirstOrDefault(n => n.IndexOf('\uFFFD') >= 0);
        if (damaged is not null)
            throw source.Error($"the name {ModelSource.Quote(damaged)} is not UTF-8 text.");
    }
}
