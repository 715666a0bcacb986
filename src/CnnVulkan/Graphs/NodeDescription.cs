using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>
/// What a file says of a node, whatever the format: the way back from <see cref="NodeAttributes"/>. Inputs are those of the node, but
/// for those that the operator set wants elsewhere.
/// </summary>
/// <param name="type">The operator's name in the file.</param>
/// <param name="domain">The operator set it belongs to; empty for ONNX's own.</param>
internal sealed class NodeDescription(string type, string domain = "")
{
    private readonly SortedDictionary<string, object> _attributes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, (string Name, Tensor? Value)> _inputs = [];

    public string Type { get; } = type;

    public string Domain { get; } = domain;

    /// <summary>float, long, string, <see cref="Tensor"/>, or arrays of float or long, by name in a fixed order.</summary>
    public IReadOnlyDictionary<string, object> Attributes => _attributes;

    /// <summary>Inputs that are not the node's own: a constant with a name to call it by, or null for an input that is left out.</summary>
    public IReadOnlyDictionary<int, (string Name, Tensor? Value)> Inputs => _inputs;

    /// <summary>Sets an attribute; null and default lists leave it out, so that the operator set's default holds.</summary>
    public object? this[string name]
    {
        set
        {
            if (Plain(value) is { } plain)
                _attributes[name] = plain;
        }
    }

    /// <summary>Puts a constant in an input's place.</summary>
    public void SetInput(int index, string name, Tensor value) => _inputs[index] = (name, value);

    /// <summary>Drops an input.</summary>
    public void LeaveOut(int index) => _inputs[index] = ("", null);

    private static object? Plain(object? value) => value switch
    {
        null or ImmutableArray<int> { IsDefault: true } or ImmutableArray<float> { IsDefault: true } => null,
        int number => (long)number,
        bool flag => flag ? 1L : 0L,
        ImmutableArray<int> list => list.Select(v => (long)v).ToArray(),
        ImmutableArray<float> list => list.ToArray(),
        float or long or string or Tensor or long[] or float[] => value,
        _ => throw new ArgumentException($"Files have no attributes of type {value.GetType().Name}.", nameof(value)),
    };
}
