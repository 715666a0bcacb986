using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Fuzz;

/// <summary>
/// A small network of random layers with branches, shortcuts, concatenations of anything with anything, views, and outputs anywhere:
/// what rewrites, memory reuse and barriers may get wrong.
/// </summary>
internal sealed class RandomGraph
{
    private const int MaxElements = 6000;

    private readonly Dictionary<string, TensorInfo> _infos = [];
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly List<string> _values = [];
    private readonly List<Node> _nodes = [];

    private RandomGraph(int seed, bool ofPictures) => (Dice, OfPictures) = (new Dice(seed), ofPictures);

    /// <summary>Whether it is a network of convolutions and what goes with them, for channel packing.</summary>
    public bool OfPictures { get; }

    /// <summary>What decides.</summary>
    public Dice Dice { get; }

    /// <summary>The network.</summary>
    public Graph Graph { get; private set; } = null!;

    /// <summary>Its inputs.</summary>
    public Dictionary<string, Tensor> Inputs { get; } = [];

    /// <summary>Intermediates to keep.</summary>
    public string[] Keep { get; private set; } = [];

    public static RandomGraph Build(int seed, bool ofPictures = false)
    {
        var graph = new RandomGraph(seed, ofPictures);
        graph.Grow();
        return graph;
    }

    /// <summary>A value that some node or the caller computes; mostly a recent one, so that networks get deep.</summary>
    public string Value(Func<TensorShape, bool>? fits = null)
    {
        string[] fitting = [.. _values.Where(v => fits is null || fits(ShapeOf(v)))];
        return fitting.Length == 0 ? "" : Dice.Chance(0.6) ? fitting[^Dice.From(1, Math.Min(3, fitting.Length))] : Dice.Pick(fitting);
    }

    public TensorShape ShapeOf(string value) => _infos[value].Shape;

    public string Constant(Tensor tensor)
    {
        string name = $"c{_constants.Count}";
        _constants[name] = tensor;
        _infos[name] = TensorInfo.Of(tensor);
        return name;
    }

    /// <summary>Adds a node, unless its inputs do not fit it or its outputs are empty or large.</summary>
    public void Add(string type, string[] inputs, int outputs = 1, params (string Name, object Value)[] attributes)
    {
        string name = $"{type}{_nodes.Count}";
        var given = new NodeAttributes(name, 13, inputs.Length, outputs, attributes.ToDictionary(a => a.Name, a => a.Value));
        string[] written = [.. Enumerable.Range(0, outputs).Select(i => $"v{_values.Count + i}")];
        var node = new Node(name, OperatorCatalog.Factories[type](given), [.. inputs], [.. written]);
        TensorInfo[] infos;
        try
        {
            infos = node.Operator.Infer(new InferenceContext(node, _infos));
        }
        catch (ShapeException)
        {
            return;
        }
        if (infos.Any(i => i.Shape.Count is 0 or > MaxElements || i.Shape.Rank > 5))
            return;
        _nodes.Add(node);
        for (int i = 0; i < outputs; i++)
        {
            _infos[written[i]] = infos[i];
            _values.Add(written[i]);
        }
    }

    private void Grow()
    {
        for (int i = Dice.From(1, 2); i > 0; i--)
            AddInput([Dice.Chance(0.7) ? 1 : 2, Dice.Pick([1, 3, 4, 8]), Dice.From(3, 9), Dice.From(3, 9)]);
        int wanted = Dice.From(8, 18);
        for (int tries = 0; OfPictures && _nodes.Count == 0 && tries < 20; tries++)
            RandomLayers.AddConvolution(this);
        for (int tries = 0; _nodes.Count < wanted && tries < 200; tries++)
            RandomLayers.AddOne(this);
        var read = new HashSet<string>(_nodes.SelectMany(n => n.Inputs));
        // What nobody reads, now and then something that is read too, and the input itself.
        string[] outputs = [.. _values.Where(v => !read.Contains(v) || Dice.Chance(0.05))];
        Keep = [.. _values.Where(v => !outputs.Contains(v) && !Inputs.ContainsKey(v) && Dice.Chance(0.08))];
        Graph = new Graph("random", Inputs.Select(i => new GraphInput(i.Key, ElementType.Float32, [.. i.Value.Shape.Dimensions.Select(d => (int?)d)])),
            outputs, _nodes, _constants);
    }

    private void AddInput(int[] shape)
    {
        string name = $"v{_values.Count}";
        Inputs[name] = Dice.Tensor(shape);
        _infos[name] = new TensorInfo(new TensorShape(shape), ElementType.Float32);
        _values.Add(name);
    }
}
