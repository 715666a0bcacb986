namespace CnnVulkan;

/// <summary>
/// What one element of a value sees of the picture along one of its axes: from <c>index·Stride + First</c> to <c>index·Stride + Last</c>,
/// both included, padding counted as if the picture went on.
/// </summary>
/// <param name="Along">The value's axis that runs along the picture's; -1 where none does, then every element sees the same.</param>
/// <param name="Stride">Picture elements from one output to the next; a fraction after upsampling, 0 where no axis runs along.</param>
/// <param name="First">The first picture element that output 0 sees; negative in the padding.</param>
/// <param name="Last">The last picture element that output 0 sees.</param>
/// <param name="Extent">The picture's extent.</param>
public sealed record ReceptiveAxis(int Along, double Stride, double First, double Last, int Extent)
{
    /// <summary>Fractions add up to almost whole numbers.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Whether every element sees the whole axis, as behind a global pool or a dense layer.</summary>
    public bool SeesAll => Stride == 0 && First <= 0 && Last >= Extent - 1;

    /// <summary>How many picture elements one output sees at most, those in the padding included; the extent where it sees all.</summary>
    public int Size => SeesAll ? Extent : (int)Math.Floor(Last - First + Rounding) + 1;

    /// <summary>The effective padding: how many elements before the picture output 0 sees; 0 where it sees all.</summary>
    public int PadBegin => SeesAll ? 0 : Math.Max(-FirstOf(0), 0);

    /// <summary>The effective padding at the end: how many elements past the picture the last output sees.</summary>
    /// <param name="outputs">The value's extent along the axis.</param>
    public int PadEnd(int outputs) => SeesAll ? 0 : Math.Max(LastOf(Math.Max(outputs - 1, 0)) - (Extent - 1), 0);

    /// <summary>The first picture element that an output sees; negative in the padding.</summary>
    public int FirstOf(int index) => (int)Math.Ceiling(index * Stride + First - Rounding);

    /// <summary>The last picture element that an output sees; the extent or more in the padding.</summary>
    public int LastOf(int index) => (int)Math.Floor(index * Stride + Last + Rounding);

    /// <summary>The part of the picture that an output sees, padding cut off; a length of 0 where it sees nothing but padding.</summary>
    public (int Start, int Length) Visible(int index)
    {
        int start = Math.Clamp(FirstOf(index), 0, Extent), end = Math.Clamp(LastOf(index) + 1, start, Extent);
        return (start, end - start);
    }

    /// <summary>The size, stride and padding: <c>11/4-0</c>; <c>all</c> where everything is seen.</summary>
    public override string ToString() => SeesAll ? "all" : FormattableString.Invariant($"{Size}/{Stride:0.##}-{PadBegin}");

    /// <summary>The axis of the picture itself.</summary>
    internal static ReceptiveAxis Of(int along, int extent) => new(along, 1, 0, 0, extent);

    /// <summary>Every element sees all of the axis.</summary>
    public ReceptiveAxis Whole() => new(-1, 0, 0, Extent - 1, Extent);

    /// <summary>The same field for each of a value's outputs: what all of them see together.</summary>
    internal ReceptiveAxis Merged(int outputs)
    {
        double way = Stride * Math.Max(outputs - 1, 0);
        return new ReceptiveAxis(-1, 0, First + Math.Min(way, 0), Last + Math.Max(way, 0), Extent);
    }

    /// <summary>Behind a window that takes input elements <c>index·step + first</c> to <c>index·step + last</c>.</summary>
    /// <param name="step">Input elements from one output to the next; a fraction where the axis grows.</param>
    /// <param name="first">The first input element that output 0 takes; negative in the padding.</param>
    /// <param name="last">The last input element that output 0 takes.</param>
    public ReceptiveAxis Behind(double step, double first, double last) => this with
    {
        Stride = Stride * step,
        // A reversed axis turns first and last round.
        First = First + Math.Min(Stride * first, Stride * last),
        Last = Last + Math.Max(Stride * first, Stride * last),
    };

    /// <summary>What two paths see together.</summary>
    internal ReceptiveAxis Join(ReceptiveAxis other)
    {
        bool aligned = Along == other.Along && Math.Abs(Stride - other.Stride) < Rounding;
        return aligned ? this with { First = Math.Min(First, other.First), Last = Math.Max(Last, other.Last) } : Whole();
    }
}
