using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Demo.Vision;

/// <summary>All that is decided about a network before anything is made on the GPU: what is computed, and which layers can be shown.</summary>
internal sealed class NetworkSetup
{
    /// <summary>
    /// Layers kept on each side of the one shown, so that a step to the next shows at once. Each costs memory, and a pass that unpacks its
    /// channels.
    /// </summary>
    private const int Neighbours = 2;

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

    /// <summary>What is computed: the network, and where it can be the best classes and the heat map.</summary>
    public Graph Graph { get; private init; }

    /// <summary>The name of the input for pictures.</summary>
    public string InputName => Model.Inputs[0].Name;

    /// <summary>1×channels×height×width.</summary>
    public TensorShape InputShape { get; }

    /// <summary>How many classes it knows; 0 for networks that compute pictures.</summary>
    public int Classes { get; private init; }

    /// <summary>How many classes it tells.</summary>
    public int Top { get; private init; }

    /// <summary>The shape of the heat map; null where there is none.</summary>
    public TensorShape? HeatShape { get; private init; }

    /// <summary>Why there is no heat map; empty where there is one.</summary>
    public string NoHeatReason { get; private init; } = "The network knows no classes.";

    /// <summary>The layers whose maps can be shown, in the order they run.</summary>
    public ImmutableArray<VisionLayer> Layers { get; private init; } = [];

    /// <summary>The layer to show first; -1 where there is none.</summary>
    public int LayerIndex { get; private init; } = -1;

    /// <summary>The names of the layers by those of their nodes.</summary>
    private ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The names of the values to keep besides the outputs.</summary>
    public ImmutableHashSet<string> Kept { get; private init; } = [];

    /// <exception cref="CnnVulkanException">It cannot be loaded, or is no network of pictures.</exception>
    public static NetworkSetup Make(NetworkRequest request, VisionOptions options, bool onCpu)
    {
        Model model = request.Loaded ?? ModelSource.Load(request.Model, onCpu, options.Bundled);
        TensorShape input = ShapeFor(model, request);
        var bare = new NetworkSetup(request, model, input);
        var inputs = new Dictionary<string, TensorShape> { [bare.InputName] = input };
        ClassifierHead? head = TryHead(model, input, options.Top);
        ClassActivationMap? heat = null;
        string reason = bare.NoHeatReason;
        if (head is not null)
        {
            model.Labels?.Check(head.Classes);
            heat = ClassActivationMap.TryAppend(head, input, out reason);
        }
        Graph graph = heat?.Graph ?? head?.Graph ?? model.Graph;
        ImmutableArray<VisionLayer> layers = LayersOf(model, graph, inputs);
        int shown = Choose(layers, request.Layer ?? options.Layer);
        return new NetworkSetup(request, model, input)
        {
            Graph = graph,
            Classes = head?.Classes ?? 0,
            Top = Math.Min(options.Top, head?.Classes ?? 0),
            HeatShape = heat?.Shape,
            NoHeatReason = reason,
            Layers = layers,
            Names = layers.GroupBy(l => l.Node).ToImmutableDictionary(g => g.Key, g => g.First().Name),
            LayerIndex = shown,
            Kept = [.. layers.Where((_, i) => Math.Abs(i - shown) <= Neighbours).Select(l => l.Value)],
        };
    }

    /// <summary>Whether one of its classes has that name.</summary>
    public bool Knows(string label) => Model.Labels is { } labels && labels.Names.Contains(label);

    /// <summary>Whether its classes are the ten digits, as far as can be told.</summary>
    public bool ReadsDigits => Classes == 10 && (Model.Labels is not { } labels || labels.All(l => l.Length == 1 && char.IsAsciiDigit(l[0])));

    /// <summary>Whether pictures of that size give what the network takes.</summary>
    public bool Takes(int width, int height) => Preprocessing.OutputSize(width, height) == (InputShape[3], InputShape[2]);

    /// <summary>What a person knows a node as: the name of the layer it writes, where that is one that can be shown.</summary>
    public string NameOf(string node) => Names.GetValueOrDefault(node, node);

    private static TensorShape ShapeFor(Model model, NetworkRequest request)
    {
        if (model.Inputs.Length != 1)
            throw new ShapeException($"{model.Name} has {model.Inputs.Length} inputs; a network of pictures has one.");
        Preprocessing preprocessing = Preprocessing.For(model);
        (int width, int height) = preprocessing.OutputSize(request.PictureWidth, request.PictureHeight);
        var shape = new TensorShape(1, preprocessing.DoGrayscale ? 1 : 3, height, width);
        ImmutableArray<int?> declared = model.Inputs[0].Dimensions;
        bool fits = declared.IsDefault || (declared.Length == shape.Rank && declared.Zip(shape.Dimensions).All(d => d.First is null || d.First == d.Second));
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

    private static ImmutableArray<VisionLayer> LayersOf(Model model, Graph graph, IReadOnlyDictionary<string, TensorShape> inputs)
    {
        // What the head and the heat map add is no layer of the network; a map of one pixel shows nothing.
        var own = model.Graph.Nodes.SelectMany(n => n.Outputs).ToHashSet();
        bool isFilters = model.Outputs is [FilterNetwork.OutputName];
        return
        [
            .. ActivationLayer.Of(graph, WithHeatClass(graph, inputs)).Where(l => own.Contains(l.Value) && l.Shape.CountOf(2, 4) > 1)
                .Select(l => new VisionLayer(
                    NameOf(l), l.Node, l.Value, l.Operator, l.Shape, isFilters && l.Value == FilterNetwork.OutputName ? FilterNetwork.MapNames : [])),
        ];
    }

    /// <summary>Nodes that a converter only numbered ("Conv_12") say less than the values they write ("fire3/expand3x3_2").</summary>
    private static string NameOf(ActivationLayer layer) => layer.Node.StartsWith($"{layer.Operator}_", StringComparison.Ordinal) ? layer.Value : layer.Node;

    private static Dictionary<string, TensorShape> WithHeatClass(Graph graph, IReadOnlyDictionary<string, TensorShape> inputs)
        => graph.Inputs.ToDictionary(i => i.Name, i => inputs.TryGetValue(i.Name, out TensorShape? shape) ? shape : i.FixedShape!);

    private static int Choose(ImmutableArray<VisionLayer> layers, string? name)
    {
        int Find(Predicate<VisionLayer> match) => layers.ToList().FindIndex(match);
        int named = name is null ? -1 : Find(l => l.Name == name || l.Value == name);
        int convolution = Find(l => l.Operator == "Conv");
        return named >= 0 ? named : convolution >= 0 ? convolution : layers.Length - 1;
    }
}
