using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Analysis;

/// <summary>Carries receptive fields over one node: what its outputs see, from what its inputs see.</summary>
internal sealed class FieldStep
{
    private readonly Node _node;
    private readonly TypedGraph _typed;
    private readonly IReadOnlyDictionary<string, ReceptiveField> _fields;

    public FieldStep(Node node, TypedGraph typed, IReadOnlyDictionary<string, ReceptiveField> fields)
    {
        _node = node;
        _typed = typed;
        _fields = fields;
    }

    private TensorShape InputShape => Shape(_node.Inputs[0]);

    /// <summary>The field of one output; null where nothing of the picture reaches it.</summary>
    public ReceptiveField? Output(int index)
    {
        TensorShape output = Shape(_node.Outputs[index]);
        var reached = _node.Inputs.Where(_fields.ContainsKey).ToList();
        if (reached.Count == 0)
            return null;
        var joined = reached.Select(name => Broadcast(_fields[name], Shape(name), output)).Aggregate(Join);
        // Weights, slopes and sizes may be computed from the picture: then its place in them means nothing.
        bool byData = _node.Inputs.Length > 0 && _fields.ContainsKey(_node.Inputs[0]) && reached.Count == 1;
        ReceptiveField? input = byData ? _fields[_node.Inputs[0]] : null;
        return _node.Operator switch
        {
            Activate or Unary or Binary or Variadic or Clip or Cast or Dropout or BatchNormalization or LRN or Where or Maxout or Identity
                or Expand => joined,
            Concat concat => Along(joined, output.NormalizeAxis(concat.Axis)),
            _ when input is not null => OfOne(input, index, output),
            _ => Whole(joined),
        };
    }

    private ReceptiveField OfOne(ReceptiveField input, int index, TensorShape output) => _node.Operator switch
    {
        Conv o => Slide(input, o.Window.Resolve(InputShape, Shape(_node.Inputs[1]))),
        MaxPool o => Slide(input, o.Window.Resolve(InputShape)),
        AveragePool o => Slide(input, o.Window.Resolve(InputShape)),
        LpPool o => Slide(input, o.Window.Resolve(InputShape)),
        ConvTranspose o => Map(input, (axis, a) => axis < 2 ? a : Spread(a, o.Window.Resolve(InputShape, Shape(_node.Inputs[1]))[axis - 2])),
        DepthToSpace o => Map(input, (axis, a) => axis < 2 ? a : a.Behind(1.0 / o.Block, -(o.Block - 1.0) / o.Block, 0)),
        SpaceToDepth o => Map(input, (axis, a) => axis < 2 ? a : a.Behind(o.Block, 0, o.Block - 1)),
        Resize o => Map(input, (axis, a) => Resample(a, o.Reach(InputShape, Value, axis))),
        Pad o => Map(input, (axis, a) => a.Behind(1, -o.Axes(InputShape, Value)[axis].Begin, -o.Axes(InputShape, Value)[axis].Begin)),
        Slice o => Map(input, (axis, a) => Cut(a, o.Ranges(InputShape, Value)[axis])),
        Split o => Map(input, (axis, a) => axis == InputShape.NormalizeAxis(o.Axis) ? Part(a, axis, index) : a),
        Transpose o => Transposed(input, o.Order(InputShape.Rank)),
        ViewOperator => Reshaped(input, InputShape, output),
        Reduce o => Reduced(input, o.ReducedAxes(InputShape, Value(1)), output),
        Softmax o => Map(input, (axis, a) => Normalizes(o, axis) ? a.Whole() : a),
        LpNormalization o => Along(input, InputShape.NormalizeAxis(o.Axis)),
        _ => Whole(input),
    };

    private static ReceptiveField Slide(ReceptiveField input, ImmutableArray<WindowAxis> window) => Map(input, (axis, a) =>
    {
        if (axis < 2)
            return a;
        WindowAxis w = window[axis - 2];
        return a.Behind(w.Stride, -w.PadBegin, w.Extent - 1 - w.PadBegin);
    });

    /// <summary>Output o of a transposed convolution reads the inputs i with 0 ≤ o + pad - i·stride &lt; extent.</summary>
    private static ReceptiveAxis Spread(ReceptiveAxis a, WindowAxis w)
        => a.Behind(1.0 / w.Stride, (w.PadBegin - (w.Extent - 1.0)) / w.Stride, (double)w.PadBegin / w.Stride);

    private static ReceptiveAxis Resample(ReceptiveAxis a, (double Step, double First, double Last) reach)
        => a.Behind(reach.Step, reach.First, reach.Last);

    private static ReceptiveAxis Cut(ReceptiveAxis a, SliceRange range) => a.Behind(range.Step, range.Start, range.Start);

    private static ReceptiveField Transposed(ReceptiveField input, int[] order)
        => Map(input, (axis, a) => a with { Along = Array.IndexOf(order, axis) });

    /// <summary>An axis stays where the same elements lie before and in it; else its elements are spread over others.</summary>
    private static ReceptiveField Reshaped(ReceptiveField input, TensorShape from, TensorShape to) => Map(input, (axis, a) =>
    {
        int before = from.CountOf(0, axis);
        for (int i = 0; i < to.Rank; i++)
        {
            if (to[i] == from[axis] && to.CountOf(0, i) == before && (to[i] > 1 || i >= 2))
                return a with { Along = i };
        }
        return a.Merged(from[axis]);
    });

    private static ReceptiveField Reduced(ReceptiveField input, bool[] reduced, TensorShape output)
    {
        bool kept = output.Rank == reduced.Length;
        return Map(input, (axis, a) => reduced[axis] ? a.Whole() : kept ? a : a with { Along = axis - reduced.Take(axis).Count(r => r) });
    }

    /// <summary>Axes align from the end; one of extent 1 serves all of the output's.</summary>
    private static ReceptiveField Broadcast(ReceptiveField field, TensorShape from, TensorShape to) => Map(field, (axis, a) =>
    {
        int target = axis + to.Rank - from.Rank;
        return target >= 0 && from[axis] == 1 && to[target] > 1 ? a.Merged(1) : a with { Along = target };
    });

    private static ReceptiveField Join(ReceptiveField a, ReceptiveField b) => new([.. a.Axes.Zip(b.Axes, (x, y) => x.Join(y))]);

    /// <summary>A field whose elements along one axis all see all of it.</summary>
    private static ReceptiveField Along(ReceptiveField field, int whole) => Map(field, (axis, a) => axis == whole ? a.Whole() : a);

    private static ReceptiveField Whole(ReceptiveField field) => new([.. field.Axes.Select(a => a.Whole())]);

    /// <summary>Changes those axes that run along an axis of the value.</summary>
    private static ReceptiveField Map(ReceptiveField field, Func<int, ReceptiveAxis, ReceptiveAxis> change)
        => new([.. field.Axes.Select(a => a.Along < 0 ? a : change(a.Along, a))]);

    private ReceptiveAxis Part(ReceptiveAxis a, int axis, int index)
    {
        string[] before = [.. _node.Outputs.Take(index)];
        if (before.Contains(""))
            return a.Whole();
        int start = before.Sum(o => Shape(o)[axis]);
        return a.Behind(1, start, start);
    }

    /// <summary>Before opset 13 a softmax runs over all axes from the one given.</summary>
    private bool Normalizes(Softmax softmax, int axis)
    {
        int first = softmax.Axis < 0 ? softmax.Axis + InputShape.Rank : softmax.Axis;
        return axis == first || (softmax.Flattens && axis > first);
    }

    private TensorShape Shape(string value) => _typed.Values[value].Shape;

    private Tensor? Value(int input) => input < _node.Inputs.Length && _node.Inputs[input].Length > 0 ? _typed.Values[_node.Inputs[input]].Value : null;
}
