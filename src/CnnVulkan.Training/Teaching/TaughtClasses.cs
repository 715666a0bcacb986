using System.Collections.Immutable;

namespace CnnVulkan.Training;

/// <summary>The classes taught so far: which place in the last layer each has, and its examples.</summary>
/// <param name="most">How many there can be.</param>
/// <param name="elements">How many numbers an example has.</param>
/// <param name="examples">How many examples of a class are kept.</param>
/// <param name="shape">An example's shape.</param>
internal sealed class TaughtClasses(int most, int elements, int examples, TensorShape shape)
{
    private readonly string?[] _names = new string?[most];
    // In the order in which they came.
    private readonly List<int> _slots = [];
    // What a forgotten class leaves in its place is written over last.
    private readonly Queue<int> _free = new(Enumerable.Range(0, most));
    private readonly List<Prediction> _ranked = [];
    private TaughtClass[]? _list;
    private float? _meanSquare;

    /// <summary>The examples, by place.</summary>
    public ExampleStore Examples { get; } = new(most, elements, examples);

    /// <summary>An example's shape.</summary>
    public TensorShape Shape => shape;

    /// <summary>The places taken, in the order in which the classes came.</summary>
    public IReadOnlyList<int> Slots => _slots;

    /// <summary>Names and counts, in the order in which they came.</summary>
    public IReadOnlyList<TaughtClass> List => _list ??= [.. _slots.Select(s => new TaughtClass(_names[s]!, Examples.CountOf(s)))];

    /// <summary>
    /// The mean square of an example: the sum over channels of the squares of each channel's mean, which is what a layer behind an average sees.
    /// </summary>
    public float MeanSquare => _meanSquare ??= Measure();

    public string NameOf(int slot) => _names[slot]!;

    public bool Has(int slot) => _names[slot] is not null;

    /// <summary>The place of a class; a new one for a new name.</summary>
    /// <exception cref="TeachingException">There is no place left.</exception>
    public int Add(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new TeachingException("A class needs a name.");
        int slot = Array.IndexOf(_names, name);
        if (slot >= 0)
            return slot;
        if (!_free.TryDequeue(out slot))
            throw new TeachingException($"There is no place for '{name}': {most} classes are taught already. Forget one, or allow more in TeachableOptions.MaxClasses.");
        _names[slot] = name;
        _slots.Add(slot);
        _list = null;
        return slot;
    }

    /// <summary>Takes a class out and returns the place it had.</summary>
    /// <exception cref="TeachingException">There is no such class.</exception>
    public int Remove(string name)
    {
        int slot = Array.IndexOf(_names, name);
        if (slot < 0)
            throw new TeachingException($"There is no class '{name}'. Taught are: {(_slots.Count == 0 ? "none" : string.Join(", ", _slots.Select(NameOf)))}.");
        _names[slot] = null;
        _slots.Remove(slot);
        _free.Enqueue(slot);
        Examples.Clear(slot);
        (_list, _meanSquare) = (null, null);
        return slot;
    }

    /// <summary>Keeps a copy of an example.</summary>
    public void Keep(int slot, ReadOnlySpan<float> example)
    {
        Examples.Add(slot, example);
        (_list, _meanSquare) = (null, null);
    }

    /// <summary>The classes by their probabilities, likeliest first; those that came earlier where they are even.</summary>
    public ImmutableArray<Prediction> Rank(ReadOnlySpan<float> probabilities)
    {
        _ranked.Clear();
        for (int i = 0; i < _slots.Count; i++)
            _ranked.Add(new Prediction(i, _names[_slots[i]]!, probabilities[_slots[i]]));
        _ranked.Sort(static (a, b) => a.Probability != b.Probability ? b.Probability.CompareTo(a.Probability) : a.Index.CompareTo(b.Index));
        return [.. _ranked];
    }

    private float Measure()
    {
        int channels = Math.Max(shape.Rank > 0 ? shape[0] : 1, 1), inner = Math.Max(elements / channels, 1), count = 0;
        double sum = 0;
        foreach (float[] example in _slots.SelectMany(s => Examples.Of(s)))
        {
            for (int c = 0; c < channels; c++)
            {
                double mean = 0;
                foreach (float x in example.AsSpan(c * inner, inner))
                    mean += x;
                sum += mean * mean / ((double)inner * inner);
            }
            count++;
        }
        // The bias is one more number, always 1.
        return (float)(sum / Math.Max(count, 1)) + 1;
    }
}
