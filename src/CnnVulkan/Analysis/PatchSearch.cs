using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// Finds the pieces of pictures that excite the channels of a layer most: what a channel has learned to find. Of each picture and
/// channel the greatest value counts, cut by its receptive field; only those values come back from the GPU. After Zeiler and Fergus,
/// "Visualizing and Understanding Convolutional Networks" (2014). Not thread-safe.
/// </summary>
public sealed class PatchSearch : IDisposable
{
    private const string Maps = "patches/maps";
    private const string Greatest = "patches/greatest";
    private const string Places = "patches/places";

    /// <summary>The operator set the new nodes are written in: axes of a reduction are an attribute.</summary>
    private const int Opset = 13;

    private readonly Model _model;
    private readonly string _value;
    private readonly int _count;
    private readonly TextureConverter _converter;
    private readonly Worker _worker;
    private readonly Dictionary<TensorShape, (TensorShape Layer, ReceptiveField? Field)> _geometry = [];
    private List<Patch>[] _best = [];

    /// <summary>Makes a network ready for the search.</summary>
    /// <param name="model">A network with one input for pictures.</param>
    /// <param name="device">The device; it must outlive this.</param>
    /// <param name="layer">The name of a layer, or of the value it writes: batch × channels × anything.</param>
    /// <param name="count">How many patches are kept per channel.</param>
    /// <param name="precision">How real numbers are stored on the GPU.</param>
    /// <exception cref="ShapeException">The network has no such layer, or not one input.</exception>
    public PatchSearch(Model model, VisionDevice device, string layer, int count = 9, Precision precision = Precision.Float32)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, "At least one patch must be kept.");
        if (model.Inputs.Length != 1)
            throw new ShapeException($"{model.Name} has {model.Inputs.Length} inputs; a network of pictures has one.");
        _model = model;
        _count = count;
        Graph graph = model.Graph;
        _value = graph.Nodes.FirstOrDefault(n => n.Name == layer)?.Outputs.First(o => o.Length > 0) ?? layer;
        if (!graph.Nodes.Any(n => n.Outputs.Contains(_value)) && graph.Inputs.All(i => i.Name != _value))
            throw new ShapeException($"{model.Name} has no layer '{layer}'.");
        _converter = new TextureConverter(device, Preprocessing.For(model), precision);
        try
        {
            _worker = new Worker(WithPeaks(graph, _value), device, new WorkerOptions { Precision = precision });
        }
        catch
        {
            _converter.Dispose();
            throw;
        }
    }

    /// <summary>How many channels the layer has; 0 before the first picture.</summary>
    public int Channels => _best.Length;

    /// <summary>Runs the network on a picture and keeps the patches that are among the best so far.</summary>
    /// <param name="picture">What to call it in <see cref="Patch.Picture"/>.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="ShapeException">The network cannot take a picture of this size, or the layer has no channels.</exception>
    public void Add(string picture, ImageView image)
    {
        GpuTensor seen = _converter.ToTensor(image);
        (TensorShape layer, ReceptiveField? field) = GeometryFor(seen.Shape);
        _worker.SetInput(_model.Inputs[0].Name, seen);
        _worker.Schedule();
        float[] greatest = _worker.PeekOutput(Greatest).Readback().ToFloatArray();
        int[] places = _worker.PeekOutput(Places).Readback().ToInt32Array();
        if (_best.Length == 0)
            _best = [.. greatest.Select(_ => new List<Patch>())];
        for (int channel = 0; channel < _best.Length; channel++)
            Offer(_best[channel], picture, greatest[channel], Element(layer, channel, places[channel]), field, seen.Shape);
    }

    /// <summary>The patches that excite a channel most, the strongest first; at most one per picture.</summary>
    /// <exception cref="ShapeException">The layer has no such channel.</exception>
    public ImmutableArray<Patch> Best(int channel)
    {
        if (channel < 0 || channel >= _best.Length)
            throw new ShapeException($"{_model.Name}: '{_value}' has no channel {channel}: {(Channels == 0 ? "no picture was added" : $"its channels are 0 to {Channels - 1}")}.");
        return [.. _best[channel]];
    }

    /// <summary>Frees what it holds on the GPU.</summary>
    public void Dispose()
    {
        _worker.Dispose();
        _converter.Dispose();
    }

    /// <summary>What an element of a value sees of a picture, padding included; all of it where the field is not known.</summary>
    internal static PixelArea AreaOf(ReceptiveField? field, int[] element, int width, int height)
    {
        if (field is null || field.Axes.Length != 2)
            return new PixelArea(0, 0, width, height);
        (int top, int rows) = Along(field.Axes[0], element);
        (int left, int columns) = Along(field.Axes[1], element);
        return new PixelArea(left, top, columns, rows);
    }

    private static (int Start, int Length) Along(ReceptiveAxis axis, int[] element)
    {
        if (axis.SeesAll)
            return (0, axis.Extent);
        int index = axis.Along < 0 ? 0 : element[axis.Along], first = axis.FirstOf(index);
        return (first, axis.LastOf(index) + 1 - first);
    }

    private void Offer(List<Patch> best, string picture, float activation, int[] element, ReceptiveField? field, TensorShape seen)
    {
        // NaN is never greater, so broken networks give empty lists instead of arbitrary patches.
        int place = best.FindIndex(p => activation > p.Activation);
        if (float.IsNaN(activation) || (place < 0 && best.Count == _count))
            return;
        bool hasMaps = element.Length > 3;
        var patch = new Patch(picture, activation, hasMaps ? element[^2] : 0, element.Length > 2 ? element[^1] : 0, AreaOf(field, element, seen[3], seen[2]));
        best.Insert(place < 0 ? best.Count : place, patch);
        if (best.Count > _count)
            best.RemoveAt(_count);
    }

    private (TensorShape Layer, ReceptiveField? Field) GeometryFor(TensorShape picture)
    {
        if (_geometry.TryGetValue(picture, out (TensorShape, ReceptiveField?) known))
            return known;
        var inputs = new Dictionary<string, TensorShape> { [_model.Inputs[0].Name] = picture };
        TensorShape layer = ModelSummary.Type(_model, inputs).Values[_value].Shape;
        if (layer.Rank < 2 || layer.Count == 0)
            throw new ShapeException($"{_model.Name}: '{_value}' is {layer}; a layer with channels has at least batch and channels.");
        if (_best.Length > 0 && layer[1] != _best.Length)
            throw new ShapeException($"{_model.Name}: '{_value}' has {layer[1]} channels for this picture, {_best.Length} for the one before.");
        return _geometry[picture] = (layer, ReceptiveFields.Of(_model, inputs).GetValueOrDefault(_value));
    }

    /// <summary>The index of an element in all axes, from its place among those of its channel.</summary>
    private static int[] Element(TensorShape layer, int channel, int place)
    {
        var element = new int[layer.Rank];
        element[1] = channel;
        for (int axis = layer.Rank - 1; axis >= 2; axis--)
        {
            element[axis] = place % layer[axis];
            place /= layer[axis];
        }
        return element;
    }

    /// <summary>The network up to the layer, then per channel the greatest value and where it stands.</summary>
    private static Graph WithPeaks(Graph graph, string value)
    {
        const string Shape = "patches/shape";
        var constants = graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        // Batch and channels as they are, all else in one axis.
        constants[Shape] = new Tensor<long>(new TensorShape(3), [0, 0, -1]);
        Node[] peaks =
        [
            Node("Reshape", [value, Shape], Maps, []),
            Node("ReduceMax", [Maps], Greatest, new() { ["axes"] = new long[] { 2 }, ["keepdims"] = 0L }),
            Node("ArgMax", [Maps], Places, new() { ["axis"] = 2L, ["keepdims"] = 0L }),
        ];
        return new Graph(graph.Name, graph.Inputs, [Greatest, Places], graph.Nodes.Concat(peaks), constants);
    }

    private static Node Node(string type, ImmutableArray<string> inputs, string output, Dictionary<string, object> attributes)
        => new(output, OperatorCatalog.Factories[type](new NodeAttributes(output, Opset, inputs.Length, 1, attributes)), inputs, [output]);
}
