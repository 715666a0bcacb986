using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan;

/// <summary>Follows what each value of a network sees of the picture, from operator to operator.</summary>
public static class ReceptiveFields
{
    /// <summary>The fields of a network's values by name; those that do not depend on the picture are left out.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputs">The shape of every input, by name, as <see cref="ModelSummary.Of"/> takes them.</param>
    /// <param name="picture">The input that is looked at, N×C×D1×…; null for the first of 3 to 5 axes.</param>
    /// <returns>Empty where no input has spatial axes.</returns>
    /// <exception cref="ShapeException">The shapes do not fit the network, or <paramref name="picture"/> is none of its inputs.</exception>
    public static IReadOnlyDictionary<string, ReceptiveField> Of(
        Model model, IReadOnlyDictionary<string, TensorShape> inputs, string? picture = null)
        => Of(ModelSummary.Type(model, inputs), picture);

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
            var context = new FieldContext(new TypedNode(node, typed.Values), fields);
            for (int i = 0; context.IsReached && i < node.Outputs.Length; i++)
            {
                if (context.HasOutput(i) && node.Operator.FieldStep(context, i) is { } field)
                    fields[node.Outputs[i]] = field;
            }
        }
        return fields;
    }
}
