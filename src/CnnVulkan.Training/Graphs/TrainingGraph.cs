using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>One step of training as a graph: forward, loss, backward, update. Made by <see cref="TrainingGraphBuilder"/>; runs like any other.</summary>
/// <param name="Graph">The graph. Its outputs are the losses, the hits, the gradient's norm, and the new value of each parameter.</param>
/// <param name="Inputs">Shape and element type of every input.</param>
/// <param name="Updates">The inputs that stay in GPU memory, each with the output that is written over it.</param>
/// <param name="Data">The input for pictures.</param>
/// <param name="Classes">How many classes a target tells apart.</param>
/// <param name="Weights">Where each weight lies in the flat parameter.</param>
/// <param name="Averages">The running averages of batch statistics: the flat parameter they lie in, and where.</param>
internal sealed record TrainingGraph(
    Graph Graph,
    IReadOnlyDictionary<string, TensorInfo> Inputs,
    ImmutableDictionary<string, string> Updates,
    string Data,
    int Classes,
    ParameterLayout Weights,
    ImmutableArray<(string Parameter, ParameterLayout Layout)> Averages)
{
    /// <summary>One distribution over the classes per sample.</summary>
    public const string Targets = "training/targets";

    /// <summary>The learning rate, one number.</summary>
    public const string Rate = "training/rate";

    /// <summary>The number of the step, counted from 1, as a real number.</summary>
    public const string Step = "training/step";

    /// <summary>What dropout is drawn from: the seed and the number of the step.</summary>
    public const string Seed = "training/seed";

    /// <summary>All weights.</summary>
    public const string Parameters = "training/parameters";

    /// <summary>The moving average of all weights, where one is kept.</summary>
    public static readonly string Average = AverageOf(Parameters);

    /// <summary>The loss of each sample.</summary>
    public const string Losses = "training/losses";

    /// <summary>1 for each sample that was classified right.</summary>
    public const string Hits = "training/hits";

    /// <summary>The length of the gradient over all weights.</summary>
    public const string Norm = "training/norm";

    /// <summary>What is read back of each step.</summary>
    public static readonly ImmutableArray<string> Results = [Losses, Hits, Norm];

    /// <summary>The moving average of a parameter, where one is kept.</summary>
    public static string AverageOf(string parameter) => $"{parameter}/average";

    /// <summary>The constants of the network that are trained or measured, taken from it as it begins.</summary>
    public Dictionary<string, float[]> Begin(IReadOnlyDictionary<string, Tensor> constants)
    {
        var flat = new Dictionary<string, float[]>();
        foreach (string name in Updates.Keys)
            flat[name] = new float[Inputs[name].Shape.Count];
        flat[Parameters] = Weights.Join(constants);
        foreach ((string parameter, ParameterLayout layout) in Averages)
            flat[parameter] = layout.Join(constants);
        foreach (string parameter in Averages.Select(a => a.Parameter).Append(Parameters).Where(p => flat.ContainsKey(AverageOf(p))))
            flat[AverageOf(parameter)] = flat[parameter];
        return flat;
    }
}
