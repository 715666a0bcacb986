namespace CnnVulkan.Reference;

/// <summary>
/// Pools by their definitions in float64, elements row-major: N×C×… with one to three spatial axes. To compare gradients and training with.
/// </summary>
public static class Float64Pools
{
    /// <summary>The largest element under each place of a window; of no element minus infinity.</summary>
    public static double[] Max(double[] x, TensorShape shape, SpatialWindow window)
        => [.. Chosen(x, shape, window).Select(at => at < 0 ? double.NegativeInfinity : x[at])];

    /// <summary>The gradient of the input of a max pool: each place hands its own to the first of the largest elements under it.</summary>
    public static double[] MaxGradient(double[] x, double[] gradient, TensorShape shape, SpatialWindow window)
    {
        var result = new double[x.Length];
        int place = 0;
        foreach (int at in Chosen(x, shape, window))
        {
            if (at >= 0)
                result[at] += gradient[place];
            place++;
        }
        return result;
    }

    /// <summary>The mean under each place, of the elements inside the input or of those inside it and its padding.</summary>
    public static double[] Average(double[] x, TensorShape shape, SpatialWindow window, bool countPadding = false)
        => [.. Places(shape, window).Select(place =>
        {
            int[][] taps = [.. window.TapsAt(place[2..]).Select(t => t.At)];
            double sum = taps.Where(at => SpatialWindow.Inside(shape, at)).Sum(at => x[Index(shape, place, at)]);
            int count = countPadding ? taps.Count(at => window.InPadding(shape, at)) : taps.Count(at => SpatialWindow.Inside(shape, at));
            return count == 0 ? 0 : sum / count;
        })];

    /// <summary>The gradient of the input of an average pool: each place hands equal shares of its own to the elements under it.</summary>
    public static double[] AverageGradient(double[] gradient, TensorShape shape, SpatialWindow window, bool countPadding = false)
    {
        var result = new double[shape.Count];
        int number = 0;
        foreach (int[] place in Places(shape, window))
        {
            int[][] taps = [.. window.TapsAt(place[2..]).Select(t => t.At)];
            int[][] inside = [.. taps.Where(at => SpatialWindow.Inside(shape, at))];
            int count = countPadding ? taps.Count(at => window.InPadding(shape, at)) : inside.Length;
            foreach (int[] at in inside)
                result[Index(shape, place, at)] += gradient[number] / count;
            number++;
        }
        return result;
    }

    /// <summary>The mean of each channel of each picture.</summary>
    public static double[] GlobalAverage(double[] x, int pixels) => [.. x.Chunk(pixels).Select(plane => plane.Average())];

    /// <summary>Where the first of the largest elements under each place lies; -1 where there is none. NaN is chosen only where it comes first.</summary>
    private static IEnumerable<int> Chosen(double[] x, TensorShape shape, SpatialWindow window) => Places(shape, window).Select(place =>
    {
        int best = -1;
        foreach ((_, int[] at) in window.TapsAt(place[2..]))
        {
            if (SpatialWindow.Inside(shape, at) && (best < 0 || x[Index(shape, place, at)] > x[best]))
                best = Index(shape, place, at);
        }
        return best;
    });

    private static IEnumerable<int[]> Places(TensorShape shape, SpatialWindow window)
        => MultiIndex.All(new TensorShape([shape[0], shape[1], .. window.OutputOf(shape)]));

    private static int Index(TensorShape shape, int[] place, int[] at) => MultiIndex.Flat(shape, [place[0], place[1], .. at]);
}
