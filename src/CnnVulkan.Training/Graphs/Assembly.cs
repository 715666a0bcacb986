using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Passes;

namespace CnnVulkan.Training;

/// <summary>Puts the graph of a step together: the weights as parts of one flat parameter in front, its update behind.</summary>
/// <param name="forward">The layers and the loss, typed.</param>
/// <param name="backward">The gradients.</param>
/// <param name="gradients">The gradient of each weight that the loss depends on, by its name.</param>
/// <param name="infos">What is known of the inputs of the forward graph, weights among them.</param>
/// <param name="averages">The constants that are running averages, with what they follow.</param>
/// <param name="options">How it is trained.</param>
internal sealed class Assembly(
    TypedGraph forward,
    GradientGraph backward,
    IReadOnlyDictionary<string, string> gradients,
    IReadOnlyDictionary<string, TensorInfo> infos,
    IReadOnlyList<(string Constant, string Value, float Momentum)> averages,
    TrainingOptions options)
{
    private readonly Dictionary<string, TensorInfo> _inputs = [];
    private readonly Dictionary<string, string> _updates = [];
    private readonly List<Node> _nodes = [];

    /// <summary>Where the elements of weights are found that the loss does not depend on: they stay as they are.</summary>
    public required TypedGraph Unmoved { get; init; }

    /// <summary>Makes the graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">The input for pictures.</param>
    /// <param name="classes">How many classes there are.</param>
    public TrainingGraph Build(string name, string data, int classes)
    {
        string[] weights = [.. infos.Keys.Where(gradients.ContainsKey)];
        var layout = new ParameterLayout(weights.Select(w => (w, infos[w].Shape)));
        var one = new TensorInfo(new TensorShape(1), ElementType.Float32);
        foreach (string input in new[] { data, TrainingGraph.Targets, TrainingGraph.Seed })
            _inputs[input] = infos[input];
        _inputs[TrainingGraph.Rate] = _inputs[TrainingGraph.Step] = one;

        foreach ((string weight, TensorShape shape, int start) in layout.Parts)
            _nodes.Add(new Node($"{weight}/part", new ParameterPart(start, shape), [TrainingGraph.Parameters], [weight]));
        _nodes.AddRange(forward.Nodes);
        _nodes.AddRange(backward.Nodes);
        AddUpdate(layout);
        ImmutableArray<(string, ParameterLayout)> running = AddAverages();

        Dictionary<string, Tensor> constants = TrainingGraphBuilder.Known(_nodes, forward);
        foreach ((string constant, Tensor value) in backward.Constants)
            constants[constant] = value;
        foreach ((string weight, Tensor value) in TrainingGraphBuilder.Known(_nodes, Unmoved).Where(w => !gradients.ContainsKey(w.Key)))
            constants.TryAdd(weight, value);
        string[] outputs = [TrainingGraph.Losses, TrainingGraph.Hits, TrainingGraph.Norm, .. _updates.Values];
        var graph = new Graph($"{name}/training", _inputs.Select(i => TrainingGraphBuilder.InputOf(i.Key, i.Value)), outputs, _nodes, constants);
        return new TrainingGraph(graph, _inputs, _updates.ToImmutableDictionary(), data, classes, layout, running);
    }

    /// <summary>The gradient as one flat tensor, its norm, and the optimiser's step.</summary>
    private void AddUpdate(ParameterLayout layout)
    {
        const string Gradient = "training/gradient", Scale = "training/scale";
        var flat = new TensorInfo(new TensorShape(layout.Count), ElementType.Float32);
        string parameters = Parameter(TrainingGraph.Parameters, flat);
        string[] states = [.. options.Optimizer.States.Select(s => $"training/{s}")];
        string[] newStates = [.. states.Select(s => Parameter(s, flat))];
        _nodes.Add(new Node(Gradient, new Pack(), [.. layout.Parts.Select(p => gradients[p.Name])], [Gradient]));
        _nodes.Add(new Node(TrainingGraph.Norm, new GradientNorm(), [Gradient], [TrainingGraph.Norm]));
        _nodes.Add(new Node(Scale, new ClipScale(options.MaxGradientNorm ?? float.MaxValue), [TrainingGraph.Norm], [Scale]));
        _nodes.Add(new Node(
            "training/update",
            options.Optimizer.Update,
            [TrainingGraph.Parameters, Gradient, .. states, TrainingGraph.Rate, .. options.Optimizer.CountsSteps ? [TrainingGraph.Step] : Array.Empty<string>(), Scale],
            [parameters, .. newStates]));
        if (options.AverageDecay is { } decay)
            AddMovingAverage(TrainingGraph.Average, parameters, flat, decay, followsSteps: true);
    }

    /// <summary>The running averages of batch statistics, one flat parameter for those that move at the same pace.</summary>
    private ImmutableArray<(string, ParameterLayout)> AddAverages()
    {
        var result = ImmutableArray.CreateBuilder<(string, ParameterLayout)>();
        foreach (var group in averages.GroupBy(a => a.Momentum))
        {
            string parameter = $"training/averages{result.Count}", measured = $"training/measured{result.Count}";
            Dictionary<string, string> values = group.ToDictionary(a => a.Constant, a => a.Value);
            var layout = new ParameterLayout(values.Select(v => (v.Key, forward.Values[v.Value].Shape)));
            _nodes.Add(new Node(measured, new Pack(), [.. layout.Parts.Select(p => values[p.Name])], [measured]));
            var info = new TensorInfo(new TensorShape(layout.Count), ElementType.Float32);
            AddMovingAverage(parameter, measured, info, group.Key);
            // Averaged weights go with statistics averaged as long.
            if (options.AverageDecay is { } decay)
                AddMovingAverage(TrainingGraph.AverageOf(parameter), _updates[parameter], info, decay, followsSteps: true);
            result.Add((parameter, layout));
        }
        return result.ToImmutable();
    }

    private void AddMovingAverage(string parameter, string value, TensorInfo info, float decay, bool followsSteps = false)
    {
        string[] inputs = followsSteps ? [parameter, value, TrainingGraph.Step] : [parameter, value];
        _nodes.Add(new Node($"{parameter}/update", new MovingAverage(decay), [.. inputs], [Parameter(parameter, info)]));
    }

    /// <summary>Declares a parameter and returns the name of the value that is written over it.</summary>
    private string Parameter(string name, TensorInfo info)
    {
        _inputs[name] = info;
        return _updates[name] = $"{name}/next";
    }
}
