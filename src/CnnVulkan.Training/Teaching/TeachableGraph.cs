using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Results;

namespace CnnVulkan.Training;

/// <summary>
/// A classifier with a new last layer, and cut in two: what comes before stays as it is, what comes behind is taught.
/// </summary>
internal sealed class TeachableGraph
{
    /// <summary>The live network's probabilities, one per class, taught or not: those that are not are 0.</summary>
    public const string Probabilities = "taught/probabilities";

    /// <summary>The live network's input that takes classes out: 0 for those that count, <see cref="Out"/> for the others.</summary>
    public const string Mask = "taught/mask";

    /// <summary>So little that its exponent is 0, and a number that 16 bits hold.</summary>
    public const float Out = -10_000;

    private const string Scores = "taught/scores";

    private readonly string _scores;

    private TeachableGraph(Graph whole, string scores, string cut, Graph back, TensorShape cutShape, ImmutableDictionary<string, int> head)
        => (Whole, _scores, Cut, Back, CutShape, Head) = (whole, scores, cut, back, cutShape, head);

    /// <summary>The network with its new last layer, ending as it did.</summary>
    public Graph Whole { get; }

    /// <summary>The value where it is cut.</summary>
    public string Cut { get; }

    /// <summary>What is taught: from the cut to the scores, for any number of samples.</summary>
    public Graph Back { get; }

    /// <summary>The shape of the cut value for one picture.</summary>
    public TensorShape CutShape { get; }

    /// <summary>The weights of the last layer, with the axis on which each counts classes.</summary>
    public ImmutableDictionary<string, int> Head { get; }

    /// <summary>Cuts a network.</summary>
    /// <param name="graph">The network: one input for pictures, its first output scores or probabilities.</param>
    /// <param name="input">The shape of one picture as a batch.</param>
    /// <param name="classes">How many classes the new last layer tells apart.</param>
    /// <param name="options">Where it is cut.</param>
    /// <exception cref="ShapeException">It is no classifier, or cannot be cut there.</exception>
    public static TeachableGraph Of(Graph graph, TensorShape input, int classes, TeachableOptions options)
    {
        if (graph.Inputs.Length != 1)
            throw new ShapeException($"'{graph.Name}' is no classifier of pictures: it has {graph.Inputs.Length} inputs, not one.");
        if (Trainer.ClassesOf(graph, input) is null)
            throw new ShapeException($"'{graph.Name}' is no classifier: its output '{graph.Outputs[0]}' is not one score per class.");
        (Graph whole, string scores, Node layer, ImmutableDictionary<string, int> head) = NewEnd(graph, classes);
        string cut = options.CutValue
            ?? (options.Depth == TeachDepth.Head ? layer.Inputs[0] : GraphCut.BeforeLastBlock(whole, scores, layer));
        TensorShape shape = cut == whole.Inputs[0].Name ? input : ShapeOf(whole, cut, input);
        return new TeachableGraph(whole, scores, cut, BackOf(whole, cut, scores, shape), shape, head);
    }

    /// <summary>
    /// The network as it looks at pictures while it is taught: its weights behind the cut are inputs, so that a run sees those of one step, and
    /// it ends in probabilities of which classes can be taken out.
    /// </summary>
    /// <param name="input">The shape of one picture as a batch.</param>
    /// <param name="trained">The names of the weights that are trained.</param>
    public Graph Live(TensorShape input, IReadOnlyCollection<string> trained)
    {
        GraphInput Fixed(string name, TensorShape shape) => new(name, ElementType.Float32, [.. shape.Dimensions.Select(d => (int?)d)]);
        int classes = ClassesOf(Whole);
        GraphInput[] inputs =
        [
            Fixed(Whole.Inputs[0].Name, input), Fixed(Mask, new TensorShape(1, classes)), .. trained.Select(t => Fixed(t, Whole.Constants[t].Shape)),
        ];
        Node[] nodes =
        [
            .. Whole.Nodes,
            MakeNode("Flatten", "taught/flat", [_scores], ["taught/flat"], ("axis", 1L)),
            MakeNode("Add", "taught/masked", ["taught/flat", Mask], ["taught/masked"]),
            MakeNode("Softmax", "taught/softmax", ["taught/masked"], [Probabilities], ("axis", 1L)),
        ];
        var taught = new HashSet<string>(trained);
        return new Graph(Whole.Name, inputs, [Probabilities], nodes, Whole.Constants.Where(c => !taught.Contains(c.Key)).ToDictionary(c => c.Key, c => c.Value));
    }

    /// <summary>An ordinary network of some of the classes: the original with the weights that were taught.</summary>
    /// <param name="graph">The original.</param>
    /// <param name="weights">All weights behind the cut.</param>
    /// <param name="slots">The classes, by their places in the last layer.</param>
    public Graph Taught(Graph graph, IReadOnlyDictionary<string, Tensor<float>> weights, IReadOnlyList<int> slots)
    {
        Graph whole = NewEnd(graph, slots.Count).Graph;
        var constants = whole.Constants.ToDictionary(c => c.Key, c => c.Value);
        foreach ((string name, Tensor<float> tensor) in weights)
        {
            if (!Head.TryGetValue(name, out int axis))
            {
                constants[name] = tensor;
                continue;
            }
            var chosen = new Tensor<float>(tensor.Shape.With(axis, slots.Count));
            for (int i = 0; i < slots.Count; i++)
                CopyClass(tensor, slots[i], chosen, i, axis);
            constants[name] = chosen;
        }
        return new Graph(whole.Name, whole.Inputs, whole.Outputs, whole.Nodes, constants);
    }

    /// <summary>What is taught, as it begins: a last layer that knows nothing, or the classes that a network tells apart already.</summary>
    /// <param name="graph">A network whose last layer knows something; null for none.</param>
    public Graph Beginning(Graph? graph)
    {
        var constants = Back.Constants.ToDictionary(c => c.Key, c => c.Value);
        foreach ((string name, int axis) in Head)
        {
            // Zeros: what examples say nothing about then stays out of the scores.
            var begun = new Tensor<float>(constants[name].Shape);
            if (graph?.Constants.GetValueOrDefault(name) is Tensor<float> known)
            {
                for (int i = 0; i < known.Shape[axis]; i++)
                    CopyClass(known, i, begun, i, axis);
            }
            constants[name] = begun;
        }
        return new Graph(Back.Name, Back.Inputs, Back.Outputs, Back.Nodes, constants);
    }

    private int ClassesOf(Graph whole) => whole.Constants[Head.Keys.First()].Shape[Head.Values.First()];

    /// <summary>
    /// The network with a new last layer. A function behind that layer goes: what cuts scores off at 0 leaves a class that begins below it without
    /// any gradient.
    /// </summary>
    private static (Graph Graph, string Scores, Node Layer, ImmutableDictionary<string, int> Head) NewEnd(Graph graph, int classes)
    {
        (Graph headed, ImmutableArray<string> weights) = NewHead.Replace(graph, classes);
        Node layer = headed.Nodes.Last(n => n.Operator.Kind is OperatorKind.Dense or OperatorKind.Convolution && n.Inputs.Length > 1 && weights.Contains(n.Inputs[1]));
        var read = new Dictionary<string, string>();
        var nodes = new List<Node>();
        bool behind = false;
        string scores = headed.Outputs[0];
        foreach (Node node in headed.Nodes)
        {
            Node renamed = node with { Inputs = [.. node.Inputs.Select(i => read.GetValueOrDefault(i, i))] };
            if (behind && node.Operator.Kind == OperatorKind.Activation && !node.Operator.GivesProbabilities)
                read[node.Outputs[0]] = renamed.Inputs[0];
            else
                nodes.Add(renamed);
            behind |= node == layer;
        }
        string output = read.GetValueOrDefault(scores, scores);
        var whole = new Graph(headed.Name, headed.Inputs, [output], Needed(nodes, output, stop: null), headed.Constants);
        Dictionary<string, int> head = weights.Where(w => whole.Nodes.Any(n => n.Inputs.Contains(w))).ToDictionary(w => w, w => w == layer.Inputs[1]
            ? layer.Operator.AffineAxis ?? headed.Constants[w].Shape.Rank - 1
            : Enumerable.Range(0, headed.Constants[w].Shape.Rank).First(a => headed.Constants[w].Shape[a] == classes));
        return (whole, ScoresBehind(whole), layer, head.ToImmutableDictionary());
    }

    /// <summary>The scores that the output's probabilities are made of; the output itself where it is none.</summary>
    private static string ScoresBehind(Graph graph)
    {
        string value = graph.Outputs[0];
        while (graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { } node)
        {
            if (node.Operator.GivesProbabilities)
                return node.Inputs[0];
            if (!node.Operator.KeepsScores)
                break;
            value = node.Inputs[0];
        }
        return graph.Outputs[0];
    }

    private static Graph BackOf(Graph whole, string cut, string scores, TensorShape shape)
    {
        Node[] nodes = [.. Needed(whole.Nodes, scores, cut), MakeNode("Flatten", Scores, [scores], [Scores], ("axis", 1L))];
        var input = new GraphInput(cut, ElementType.Float32, [null, .. shape.Dimensions.Skip(1).Select(d => (int?)d)]);
        if (nodes.Any(n => n.Inputs.Contains(whole.Inputs[0].Name)) && cut != whole.Inputs[0].Name)
            throw new ShapeException($"'{whole.Name}' cannot be cut at '{cut}': there are ways from the picture to the scores that do not pass it.");
        var read = new HashSet<string>(nodes.SelectMany(n => n.Inputs));
        return new Graph(whole.Name, [input], [Scores], nodes, whole.Constants.Where(c => read.Contains(c.Key)).ToDictionary(c => c.Key, c => c.Value));
    }

    /// <summary>The nodes that a value is computed by, back to where one stops.</summary>
    private static IEnumerable<Node> Needed(IReadOnlyList<Node> nodes, string value, string? stop)
    {
        var wanted = new HashSet<string> { value };
        var needed = new List<Node>();
        foreach (Node node in nodes.Reverse())
        {
            if (!node.Outputs.Any(o => o != stop && wanted.Contains(o)))
                continue;
            needed.Add(node);
            wanted.UnionWith(node.Inputs.Where(i => i != stop && i.Length > 0));
        }
        needed.Reverse();
        return needed;
    }

    private static TensorShape ShapeOf(Graph graph, string value, TensorShape input)
    {
        if (!graph.Nodes.Any(n => n.Outputs.Contains(value)))
            throw new ShapeException($"'{graph.Name}' has no value '{value}' to be cut at.");
        return ClassScores.ShapeOf(graph, value, input);
    }

    private static Node MakeNode(string type, string name, ImmutableArray<string> inputs, ImmutableArray<string> outputs, params (string Name, object Value)[] attributes)
    {
        var given = new NodeAttributes(name, 13, inputs.Length, outputs.Length, attributes.ToDictionary(a => a.Name, a => a.Value));
        return new Node(name, OperatorCatalog.Factories[type](given), inputs, outputs);
    }

    /// <summary>Copies the numbers of one class.</summary>
    private static void CopyClass(Tensor<float> from, int source, Tensor<float> to, int destination, int axis)
    {
        int inner = from.Shape.CountOf(axis + 1, from.Shape.Rank), outer = from.Shape.CountOf(0, axis);
        int sources = from.Shape[axis], destinations = to.Shape[axis];
        for (int i = 0; i < outer; i++)
            from.Data.AsSpan((i * sources + source) * inner, inner).CopyTo(to.Data.AsSpan((i * destinations + destination) * inner, inner));
    }
}
