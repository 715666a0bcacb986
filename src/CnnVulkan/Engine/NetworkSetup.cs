using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Engine;

/// <summary>All that is decided about a network before anything is made on the GPU: what is computed, kept and read back.</summary>
internal sealed class NetworkSetup
{
    private NetworkSetup(NetworkRequest request, Model model, TensorShape input)
    {
        Request = request;
        Model = model;
        Preprocessing = Preprocessing.For(model);
        InputShape = input;
        Graph = model.Graph;
    }

    public NetworkRequest Request { get; }

    public Model Model { get; }

    public Preprocessing Preprocessing { get; }

    /// <summary>What is computed: the network, and where it is wanted and can be the best classes and the heat map.</summary>
    public Graph Graph { get; private init; }

    /// <summary>The name of the input for pictures.</summary>
    public string InputName => Model.Inputs[0].Name;

    /// <summary>1×channels×height×width.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The end of a classifier; null where the network knows no classes, or nobody asks for them.</summary>
    public ClassifierHead? Head { get; private init; }

    /// <summary>How many classes it tells.</summary>
    public int Top { get; private init; }

    /// <summary>Whether it maps a class.</summary>
    public bool HasHeat { get; private init; }

    /// <summary>Why there is no map of a class; empty where there is one.</summary>
    public string NoHeatReason { get; private init; } = "The network knows no classes.";

    /// <summary>The layers whose maps can be shown, in the order they run.</summary>
    public ImmutableArray<ActivationLayer> Layers { get; private init; } = [];

    /// <summary>The names of the values to keep besides the outputs.</summary>
    public ImmutableHashSet<string> Kept { get; private init; } = [];

    /// <summary>The values that come back to the CPU with each run.</summary>
    public ImmutableArray<string> Readback { get; private init; } = [];

    /// <exception cref="CnnVulkanException">It cannot be loaded, or is no network of pictures.</exception>
    public static NetworkSetup Make(NetworkRequest request)
    {
        Model model = request.Load();
        NetworkNeeds needs = request.Needs;
        TensorShape input = ShapeFor(model, request);
        ClassifierHead? head = needs.Top > 0 || needs.Heat ? TryHead(model, input, Math.Max(needs.Top, 1)) : null;
        ClassActivationMap? heat = null;
        string reason = "The network knows no classes.";
        if (head is not null)
        {
            model.Labels?.Check(head.Classes);
            heat = needs.Heat ? ClassActivationMap.TryAppend(head, input, out reason) : null;
        }
        Graph graph = WithOutputs(heat?.Graph ?? head?.Graph ?? model.Graph, needs.Outputs);
        ImmutableArray<ActivationLayer> layers = LayersOf(model, graph, input);
        var kept = needs.Layers.Select(name => Find(layers, name)).Where(i => i >= 0)
            .SelectMany(shown => Enumerable.Range(shown - NetworkNeeds.Neighbours, 2 * NetworkNeeds.Neighbours + 1))
            .Where(i => i >= 0 && i < layers.Length).Select(i => layers[i].Value).ToImmutableHashSet();
        return new NetworkSetup(request, model, input)
        {
            Graph = graph,
            Head = head,
            Top = Math.Min(Math.Max(needs.Top, 1), head?.Classes ?? 0),
            HasHeat = heat is not null,
            NoHeatReason = heat is not null ? "" : reason,
            Layers = layers,
            Kept = head is null ? kept : kept.Add(head.Distribution),
            Readback = head is null ? needs.Outputs : [.. needs.Outputs, ClassifierHead.Indices, ClassifierHead.Probabilities, head.Distribution],
        };
    }

    /// <summary>Whether pictures of that size give what the network takes.</summary>
    public bool Takes(int width, int height) => Preprocessing.OutputSize(width, height) == (InputShape[3], InputShape[2]);

    /// <summary>The place of a layer, by its name or that of its value; null is the first convolution, or the last layer where there is none. -1 where there is no layer.</summary>
    public int Find(string? layer) => Find(Layers, layer);

    private static TensorShape ShapeFor(Model model, NetworkRequest request)
    {
        if (model.Inputs.Length != 1)
            throw new ShapeException($"{model.Name} has {model.Inputs.Length} inputs; a network of pictures has one.");
        Preprocessing preprocessing = Preprocessing.For(model);
        // Where no picture is there yet: one of the size that is usual for the network.
        (int width, int height) = request.Kind.Width > 0 ? (request.Kind.Width, request.Kind.Height) : (preprocessing.CropWidth, preprocessing.CropHeight);
        (width, height) = preprocessing.OutputSize(width, height);
        var shape = new TensorShape(1, preprocessing.Channels, height, width);
        ImmutableArray<int?> declared = model.Inputs[0].Dimensions;
        bool fits = declared.IsDefault || (declared.Length == shape.Rank && declared.Zip(shape.Dimensions, (d, s) => d is null || d == s).All(d => d));
        return fits ? shape : throw new ShapeException($"{model.Name} is fed {model.Inputs[0]}, but a picture becomes {shape}.");
    }

    /// <summary>The network with the best classes as its outputs; null where it knows none.</summary>
    private static ClassifierHead? TryHead(Model model, TensorShape input, int top)
    {
        try
        {
            return ClassifierHead.Append(model, input, top);
        }
        catch (ShapeException)
        {
            // It computes pictures, not scores: that is what its maps are for.
            return null;
        }
    }

    private static Graph WithOutputs(Graph graph, ImmutableArray<string> outputs)
        => outputs.All(graph.Outputs.Contains) ? graph : new Graph(graph.Name, graph.Inputs, [.. graph.Outputs.Union(outputs)], graph.Nodes, graph.Constants);

    private static ImmutableArray<ActivationLayer> LayersOf(Model model, Graph graph, TensorShape input)
    {
        // What the head and the heat map add is no layer of the network; a map of one pixel shows nothing.
        var own = model.Graph.Nodes.SelectMany(n => n.Outputs).ToHashSet();
        var inputs = graph.Inputs.ToDictionary(i => i.Name, i => i.Name == model.Inputs[0].Name ? input : i.FixedShape!);
        return [.. ActivationLayer.Of(graph, inputs).Where(l => own.Contains(l.Value) && l.Shape.CountOf(2, 4) > 1)];
    }

    /// <summary>The place of a layer among some. Asked in every frame: allocates nothing.</summary>
    public static int Find(ImmutableArray<ActivationLayer> layers, string? name)
    {
        int convolution = -1;
        for (int i = 0; i < layers.Length; i++)
        {
            if (name is not null && (layers[i].Name == name || layers[i].Value == name))
                return i;
            convolution = convolution < 0 && layers[i].Operator == "Conv" ? i : convolution;
        }
        return convolution >= 0 ? convolution : layers.Length - 1;
    }
}
