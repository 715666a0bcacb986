using System.Globalization;
using CnnVulkan.Graphs;

namespace CnnVulkan.Cli;

/// <summary>Extents as people type them: <c>3x224x224</c>, with a batch in front or not, with an input's name before it or not.</summary>
/// <param name="Name">The input; null for the only one.</param>
/// <param name="Extents">Outermost first.</param>
internal sealed record InputSize(string? Name, int[] Extents)
{
    /// <exception cref="CommandException">The text is no size.</exception>
    public static InputSize Parse(string option, string text, string form)
    {
        int equals = text.LastIndexOf('=');
        string[] parts = text[(equals + 1)..].Split('x', '×', ',');
        var extents = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (equals == 0 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out extents[i]))
                throw new CommandException($"{option} '{text}' is not of the form {form}.");
        }
        return new InputSize(equals > 0 ? text[..equals] : null, extents);
    }

    /// <summary>The shape for an input of a rank: a batch of one goes in front where it is left out.</summary>
    public TensorShape ShapeFor(GraphInput input)
    {
        int rank = input.Dimensions.IsDefault ? Extents.Length : input.Dimensions.Length;
        return Extents.Length == rank ? new TensorShape(Extents)
            : Extents.Length == rank - 1 ? new TensorShape([1, .. Extents])
            : throw new CommandException($"--input {string.Join('x', Extents)} has {Extents.Length} extents, but '{input}' takes {rank}, or {rank - 1} without the batch.");
    }
}
