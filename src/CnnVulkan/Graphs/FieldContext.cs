namespace CnnVulkan.Graphs;

/// <summary>What an operator sees of its node when it tells what its outputs see of the picture, from what its inputs see.</summary>
public sealed class FieldContext
{
    private readonly TypedNode _node;
    private readonly IReadOnlyDictionary<string, ReceptiveField> _fields;
    private readonly string[] _reached;

    internal FieldContext(TypedNode node, IReadOnlyDictionary<string, ReceptiveField> fields)
    {
        _node = node;
        _fields = fields;
        _reached = [.. node.Node.Inputs.Where(fields.ContainsKey)];
    }

    /// <summary>Whether the picture reaches any input. Operators are asked only where it does.</summary>
    internal bool IsReached => _reached.Length > 0;

    /// <summary>The shape of an input.</summary>
    public TensorShape Shape(int input) => _node.Shape(input);

    /// <summary>The shape of an output.</summary>
    public TensorShape OutputShape(int output) => _node.OutputShape(output);

    /// <summary>Whether output <paramref name="output"/> is asked for.</summary>
    public bool HasOutput(int output) => _node.HasOutput(output);

    /// <summary>An input's elements if they are known at load, else null; null too where the input is left out.</summary>
    public Tensor? Value(int input) => _node.Value(input);

    /// <summary>The field of an operator that combines all inputs element by element, broadcast to an output.</summary>
    public ReceptiveField Joined(int output)
    {
        TensorShape shape = OutputShape(output);
        ReceptiveField? joined = null;
        for (int i = 0; i < _node.Node.Inputs.Length; i++)
        {
            if (!_fields.TryGetValue(_node.Node.Inputs[i], out ReceptiveField? field))
                continue;
            ReceptiveField broadcast = field.Broadcast(Shape(i), shape);
            joined = joined?.Join(broadcast) ?? broadcast;
        }
        return joined ?? throw new InvalidOperationException("The picture reaches no input.");
    }

    /// <summary>
    /// The field of an operator that works on input 0. Where the picture reaches another input too, weights or sizes are computed from
    /// it: then its place in them means nothing, and every element sees everything.
    /// </summary>
    /// <param name="step">The output's field behind the input's.</param>
    public ReceptiveField OfData(Func<ReceptiveField, ReceptiveField> step)
        => _reached.Length == 1 && _node.Node.Inputs[0] == _reached[0] ? step(_fields[_reached[0]]) : Whole();

    /// <summary>The field of an operator whose every output element may depend on every input element.</summary>
    public ReceptiveField Whole() => _fields[_reached[0]].Whole();
}
