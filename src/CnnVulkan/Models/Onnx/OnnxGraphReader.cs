using CnnVulkan.Graphs;
using Google.Protobuf.Collections;

namespace CnnVulkan.Models.Onnx;

/// <summary>ModelProto to <see cref="Graph"/>.</summary>
internal sealed class OnnxGraphReader(ModelSource source, ModelLoadOptions options)
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
        Dictionary<string, Tensor> constants = ReadInitializers(graph.Initializer);
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

    private Dictionary<string, Tensor> ReadInitializers(RepeatedField<TensorProto> initializers)
    {
        var constants = new Dictionary<string, Tensor>(initializers.Count);
        for (int i = 0; i < initializers.Count; i++)
        {
            TensorProto proto = initializers[i];
            string place = $"initialiser {ModelSource.Quote(proto.Name)}";
            if (proto.Name.Length == 0)
                throw source.Error($"initialiser {i} has no name.");
            if (!constants.TryAdd(proto.Name, _tensors.Read(proto, place)))
                throw source.Error($"{place} is given twice.");
            initializers[i] = Released;
        }
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
