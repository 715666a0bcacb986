using System.Collections.Immutable;
using CnnVulkan.Analysis;
using CnnVulkan.Graphs;

namespace CnnVulkan;

/// <summary>
/// What one element of a value sees of the picture: its receptive field, with the stride and padding that all layers up to it add up
/// to. Where several paths lead to a value the largest field counts. Cf. Araujo, Norris and Sim, "Computing Receptive Fields of
/// Convolutional Neural Networks", Distill 2019.
/// </summary>
/// <param name="Axes">One entry per spatial axis of the picture: height and width, or one to three axes of what the network is fed with.</param>
public sealed record ReceptiveField(ImmutableArray<ReceptiveAxis> Axes)
{
    /// <summary>Whether every element sees the whole picture.</summary>
    public bool SeesAll => Axes.All(a => a.SeesAll);

    /// <summary>The fields of a network's values by name; those that do not depend on the picture are left out.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputs">The shape of every input, by name, as <see cref="ModelSummary.Of"/> takes them.</param>
    /// <param name="picture">The input that is looked at, N×C×D1×…; null for the first of 3 to 5 axes.</param>
    /// <returns>Empty where no input has spatial axes.</returns>
    /// <exception cref="ShapeException">The shapes do not fit the network, or <paramref name="picture"/> is none of its inputs.</exception>
    public static IReadOnlyDictionary<string, ReceptiveField> Of(
        Model model, IReadOnlyDictionary<string, TensorShape> inputs, string? picture = null)
        => Of(ModelSummary.Type(model, inputs), picture);

    /// <summary>The part of the picture an element sees, padding cut off: start and length per spatial axis.</summary>
    /// <param name="index">The element's index, one number per axis of the value.</param>
    public ImmutableArray<(int Start, int Length)> Visible(params int[] index)
        => [.. Axes.Select(a => a.Visible(a.Along < 0 ? 0 : index[a.Along]))];

    /// <summary>The axes' sizes joined by ×: <c>11×11</c>; <c>all</c> where everything is seen.</summary>
    public override string ToString() => SeesAll ? "all" : string.Join("×", Axes.Select(a => a.Size));

    internal static IReadOnlyDictionary<string, ReceptiveField> Of(TypedGraph typed, string? picture)
    {
        if (picture is not null && !typed.Inputs.Contains(picture))
            throw new ShapeException($"'{picture}' is none of the network's inputs: '{string.Join("', '", typed.Inputs)}'.");
        var fields = new Dictionary<string, ReceptiveField>();
        if ((picture ?? typed.Inputs.FirstOrDefault(i => typed.Values[i].Shape.Rank is >= 3 and <= 5)) is not { } name)
            return fields;
        ImmutableArray<int> extents = typed.Values[name].Shape.Dimensions;
        fields[name] = new ReceptiveField([.. extents.Skip(2).Select((e, i) => ReceptiveAxis.Of(i + 2, e))]);
        foreach (Node node in typed.Nodes)
        {
            var step = new FieldStep(node, typed, fields);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (node.Outputs[i].Length > 0 && step.Output(i) is { } field)
                    fields[node.Outputs[i]] = field;
            }
        }
        return fields;
    }
}
