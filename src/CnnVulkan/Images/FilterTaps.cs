namespace CnnVulkan.Images;

/// <summary>
/// Which source pixels each resized pixel is made of, and how much of each, along one axis. The same numbers as Pillow's
/// resampling of 8-bit pictures (Resample.c): fixed point with 22 fractional bits, so the GPU's integers agree to the last bit.
/// </summary>
internal sealed class FilterTaps
{
    /// <summary>Fractional bits of a weight: 8 bits of pixel and 2 of overshoot must fit 32 beside them.</summary>
    public const int FractionBits = 22;

    private FilterTaps(int outputs, int most, int first, int end)
    {
        Stride = 2 + most;
        Table = new Tensor<int>(new TensorShape(outputs, Stride));
        First = first;
        Count = end - first;
    }

    /// <summary>
    /// Per output pixel a row: the first source pixel, counted from <see cref="First"/>, the number of taps, then their weights.
    /// A pixel outside the resized picture has no taps, which makes it 0.
    /// </summary>
    public Tensor<int> Table { get; }

    /// <summary>Integers per row of <see cref="Table"/>.</summary>
    public int Stride { get; }

    /// <summary>The first source pixel that any output needs.</summary>
    public int First { get; }

    /// <summary>How many source pixels from <see cref="First"/> on the outputs need.</summary>
    public int Count { get; }

    /// <summary>The taps of outputs [cropStart, cropStart + outputs) of a resize from <paramref name="source"/> to <paramref name="resized"/> pixels.</summary>
    public static FilterTaps Compute(int source, int resized, int cropStart, int outputs, Resample filter)
    {
        var spans = new (int Start, double[] Weights)[outputs];
        int most = 0, first = source, end = 0;
        for (int i = 0; i < outputs; i++)
        {
            int position = cropStart + i;
            spans[i] = position < 0 || position >= resized ? (0, []) : Span(source, resized, position, filter);
            (int start, double[] weights) = spans[i];
            most = Math.Max(most, weights.Length);
            if (weights.Length > 0)
            {
                first = Math.Min(first, start);
                end = Math.Max(end, start + weights.Length);
            }
        }
        var taps = new FilterTaps(outputs, most, Math.Min(first, end), end);
        for (int i = 0; i < outputs; i++)
            taps.Fill(i, spans[i].Start, spans[i].Weights);
        return taps;
    }

    private static (int Start, double[] Weights) Span(int source, int resized, int position, Resample filter)
    {
        double scale = (double)source / resized;
        if (filter == Resample.Nearest)
            return ((int)Math.Min((position + 0.5) * scale, source - 1), [1.0]);
        // Downscaling widens the filter, so that every source pixel counts: without it small pictures alias.
        double widening = Math.Max(scale, 1.0);
        double support = FilterCurve.Support(filter) * widening;
        double center = (position + 0.5) * scale;
        double narrowing = 1.0 / widening;
        int start = Math.Max((int)(center - support + 0.5), 0);
        int end = Math.Min((int)(center + support + 0.5), source);
        var weights = new double[end - start];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = FilterCurve.At(filter, (i + start - center + 0.5) * narrowing);
            sum += weights[i];
        }
        for (int i = 0; sum != 0 && i < weights.Length; i++)
            weights[i] /= sum;
        return (start, weights);
    }

    private void Fill(int output, int start, double[] weights)
    {
        Span<int> row = Table.Data.AsSpan(output * Stride, Stride);
        row[0] = weights.Length == 0 ? 0 : start - First;
        row[1] = weights.Length;
        for (int i = 0; i < weights.Length; i++)
            row[2 + i] = (int)(weights[i] * (1 << FractionBits) + (weights[i] < 0 ? -0.5 : 0.5));
    }
}
