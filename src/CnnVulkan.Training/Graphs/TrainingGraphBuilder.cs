using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;

namespace CnnVulkan.Training;

/// <summary>
/// Makes a network's training step: its layers in the form they have in training, the loss on its scores, the gradients of all that is
/// trained, one update of the flat parameter. All of it ordinary nodes.
/// </summary>
internal sealed class TrainingGraphBuilder
{
    /// <summary>What a second classifier within the network counts for (Szegedy et al. 2015, section 5).</summary>
    private const float AuxiliaryWeight = 0.3f;

    private readonly Graph _graph;
    private readonly TrainingOptions _options;
    private readonly GraphInput _data;
    private readonly TypedGraph _typed;
    private readonly List<string> _trained = [];
    private readonly List<Node> _nodes = [];
    private readonly List<(string Constant, string Value, float Momentum)> _averages = [];

    private TrainingGraphBuilder(Graph graph, TensorShape input, TrainingOptions options)
    {
        if (graph.Inputs.Length != 1)
            throw new ShapeException($"'{graph.Name}' has {graph.Inputs.Length} inputs ({string.Join(", ", graph.Inputs.Select(i => i.Name))}): only networks of one input can be trained.");
        _graph = graph;
        _options = options;
        _data = graph.Inputs[0];
        _typed = Planner.Type(graph, new Dictionary<string, TensorInfo> { [_data.Name] = new(input, ElementType.Float32) });
    }

    /// <summary>Makes the graph of a step.</summary>
    /// <param name="graph">The network as it is used: one input, its first output the scores or probabilities.</param>
    /// <param name="input">The shape of a batch.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="ShapeException">The network is no classifier, has nothing to train, or an operator on the way has no gradient.</exception>
    public static TrainingGraph Build(Graph graph, TensorShape input, TrainingOptions options) => new TrainingGraphBuilder(graph, input, options).Build(input);

    private TrainingGraph Build(TensorShape input)
    {
        foreach (Node node in _typed.Nodes)
            AddForward(node);
        if (_trained.Count == 0)
            throw new ShapeException($"'{_graph.Name}' has no weights to train: all are frozen, or none belongs to a layer that can be trained.");
        (Dictionary<string, string> seeds, int classes) = AddLosses(input[0]);

        var infos = new Dictionary<string, TensorInfo> { [_data.Name] = new(input, ElementType.Float32) };
        foreach (string name in _trained)
            infos[name] = _typed.Values[name] with { Value = null };
        infos[TrainingGraph.Targets] = new TensorInfo(new TensorShape(input[0], classes), ElementType.Float32);
        infos[TrainingGraph.Seed] = new TensorInfo(new TensorShape(2), ElementType.Int32);
        string[] kept = [TrainingGraph.Losses, TrainingGraph.Hits, .. seeds.Values, .. _averages.Select(a => a.Value)];
        // What was folded when the network was typed is a constant now.
        Dictionary<string, Tensor> constants = Known(_nodes, _typed).Where(c => !infos.ContainsKey(c.Key)).ToDictionary(c => c.Key, c => c.Value);
        var forward = new Graph(_graph.Name, infos.Select(i => InputOf(i.Key, i.Value)), kept, _nodes, constants);
        TypedGraph typed = Planner.Type(forward, infos);

        var backward = new GradientGraph(typed, _trained);
        IReadOnlyDictionary<string, string> gradients = backward.Run(seeds);
        return new Assembly(typed, backward, gradients, infos, _averages, _options) { Unmoved = _typed }.Build(_graph.Name, _data.Name, classes);
    }

    /// <summary>A graph's input of known shape.</summary>
    public static GraphInput InputOf(string name, TensorInfo info) => new(name, info.ElementType, [.. info.Shape.Dimensions.Select(d => (int?)d)]);

    /// <summary>The elements of all known values that nodes read.</summary>
    public static Dictionary<string, Tensor> Known(IEnumerable<Node> nodes, TypedGraph typed)
        => nodes.SelectMany(n => n.Inputs).Distinct().Where(i => i.Length > 0 && typed.Values.TryGetValue(i, out TensorInfo? info) && info.Value is not null)
            .ToDictionary(i => i, i => typed.Values[i].Value!);

    /// <summary>A layer as it is in training; one whose weights or statistics are frozen as it is in use, with the averages it has.</summary>
    private void AddForward(Node node)
    {
        bool trains = false;
        for (int i = 0; i < node.Inputs.Length; i++)
            trains |= Trains(node, i);
        TrainingForm? form = node.Operator.ForTraining(new TypedNode(node, _typed.Values));
        if (form is null || (form.Averages.Length > 0 && (!trains || _options.FrozenStatistics)))
        {
            _nodes.Add(node);
            return;
        }
        IEnumerable<string> inputs = form.Inputs.Select(i => node.Inputs[i]);
        int outputs = form.Averages.Select(a => a.Output).DefaultIfEmpty(0).Max() + 1;
        ImmutableArray<string> names = [node.Outputs[0], .. Enumerable.Range(1, outputs - 1).Select(i => $"{node.Name}/statistic{i}")];
        _nodes.Add(new Node(node.Name, form.Operator, [.. form.IsSeeded ? inputs.Append(TrainingGraph.Seed) : inputs], names));
        foreach ((int constant, int output, float momentum) in form.Averages)
        {
            string average = node.Inputs[constant];
            // What the file shares between layers, or computes, could not be written back.
            if (!_graph.Constants.ContainsKey(average) || _trained.Contains(average) || _averages.Any(a => a.Constant == average))
                throw new ShapeException($"Node '{node.Name}' ({node.Operator.Type}): its statistic '{average}' is computed, or shared with another layer, and so cannot follow the training. Give each layer statistics of its own, or freeze this one.");
            _averages.Add((average, names[output], momentum));
        }
    }

    /// <summary>Whether a constant is trained; notes it the first time. Only what the file holds as it is can be written back.</summary>
    private bool Trains(Node node, int input)
    {
        string name = node.Inputs[input];
        if (!_graph.Constants.TryGetValue(name, out Tensor? constant) || constant is not Tensor<float> || constant.Shape.Count == 0)
            return false;
        if (node.Operator.RoleOf(input) is not (ParameterRole.Weight or ParameterRole.Bias) || _options.Frozen?.Invoke(name) == true)
            return false;
        // Sums and products belong to a layer where they hold a number per channel behind one that is trained; the 3 and 6 of a hard swish,
        // and a mean that is taken off the picture, do not.
        bool isLayer = node.Operator.Kind is OperatorKind.Convolution or OperatorKind.Dense or OperatorKind.Normalization or OperatorKind.Activation;
        if (!isLayer && (constant.Shape.Count == 1 || _trained.Count == 0))
            return false;
        if (!_trained.Contains(name))
            _trained.Add(name);
        return true;
    }

    /// <summary>The loss on the first output, and on each other of as many classes; returns the gradients that it begins with.</summary>
    private (Dictionary<string, string> Seeds, int Classes) AddLosses(int batch)
    {
        var seeds = new Dictionary<string, string>();
        int classes = 0;
        foreach (string output in _graph.Outputs)
        {
            TensorShape shape = _typed.Values[output].Shape;
            bool isScores = shape.Rank >= 2 && shape[0] == batch && shape[1] * batch == shape.Count;
            if (classes == 0 && (!isScores || shape[1] < 2))
                throw new ShapeException($"'{_graph.Name}' is no classifier: its output '{output}' is {shape}, not one score per class for each of {batch} samples.");
            if (!isScores || (classes > 0 && shape[1] != classes))
                continue;
            bool first = classes == 0;
            classes = shape[1];
            string prefix = first ? "training" : $"training/{output}";
            string scores = ScoresBehind(output);
            // Probabilities and the scores that they are made of, both given out, are one classifier.
            if (seeds.ContainsKey(scores))
                continue;
            string[] outputs = [$"{prefix}/losses", $"{prefix}/scores/gradient", $"{prefix}/hits"];
            _nodes.Add(new Node($"{prefix}/loss", new SoftmaxCrossEntropy(first ? 1 : AuxiliaryWeight), [scores, TrainingGraph.Targets], [.. outputs]));
            seeds[scores] = outputs[1];
        }
        return (seeds, classes);
    }

    /// <summary>The scores that an output's probabilities are made of; the output itself where it is none.</summary>
    private string ScoresBehind(string output)
    {
        string value = output;
        foreach (Node node in _nodes.AsEnumerable().Reverse())
        {
            if (!node.Outputs.Contains(value))
                continue;
            if (node.Operator.GivesProbabilities)
                return node.Inputs[0];
            if (!node.Operator.KeepsScores || node.Operator.Kind == OperatorKind.Regularization)
                return output;
            value = node.Inputs[0];
        }
        return output;
    }
}
