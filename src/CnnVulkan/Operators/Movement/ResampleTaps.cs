namespace CnnVulkan.Operators;

/// <summary>
/// For each output index along one axis, the input indices it is made from and their weights. Worked out on the CPU in double precision
/// when the plan is made: every mode of Resize then is one short shader, and the same on every device.
/// </summary>
internal sealed class ResampleTaps
{
    /// <summary>The index that says: outside, take the extrapolation value.</summary>
    public const int Outside = -1;

    private readonly List<(int Index, double Weight)>[] _rows;

    private ResampleTaps(List<(int Index, double Weight)>[] rows) => _rows = rows;

    /// <summary>The most taps any output index has.</summary>
    public int Width => _rows.Max(r => r.Count);

    /// <summary>Whether each output index is its input index.</summary>
    public bool IsIdentity(int extent) => _rows.Length == extent
        && _rows.Select((row, x) => row.All(t => t.Index != Outside && Math.Abs(t.Weight - (t.Index == x ? 1 : 0)) < 1e-9)).All(same => same);

    /// <summary>Works out the taps of one axis; the output's extent must not be 0.</summary>
    public static ResampleTaps Of(ResizeOptions options, ResizeAxis axis)
    {
        var rows = new List<(int, double)>[axis.Output];
        for (int x = 0; x < rows.Length; x++)
        {
            double place = axis.Place(x, options.Coordinates);
            bool outside = options.Coordinates == CoordinateMode.TfCropAndResize && (place < 0 || place > axis.Input - 1);
            rows[x] = outside ? [(Outside, 0)]
                : options.Mode == ResizeMode.Nearest ? [(Math.Clamp(Nearest(options.Nearest, place, axis.Scale), 0, axis.Input - 1), 1)]
                : Weighted(options, axis, place);
        }
        return new ResampleTaps(rows);
    }

    /// <summary>The table as the shader reads it: [output][tap][index, bits of the weight], short rows filled up with weight 0.</summary>
    public Tensor<int> Pack()
    {
        int width = Width;
        var table = new int[_rows.Length * width * 2];
        for (int x = 0; x < _rows.Length; x++)
        {
            for (int t = 0; t < width; t++)
            {
                (int index, double weight) = t < _rows[x].Count ? _rows[x][t] : (_rows[x][^1].Index, 0);
                table[(x * width + t) * 2] = index;
                table[(x * width + t) * 2 + 1] = BitConverter.SingleToInt32Bits((float)weight);
            }
        }
        return new Tensor<int>(new TensorShape(_rows.Length, width, 2), table);
    }

    /// <summary>How far before and after index·step outputs read at most.</summary>
    public (double First, double Last) Reach(double step)
    {
        double[] reads = [.. _rows.SelectMany((row, x) => row.Where(t => t.Index != Outside && t.Weight != 0).Select(t => t.Index - x * step))];
        return reads.Length == 0 ? (0, 0) : (reads.Min(), reads.Max());
    }

    private static int Nearest(NearestMode mode, double place, double scale) => (int)(mode switch
    {
        NearestMode.RoundPreferFloor => Math.Ceiling(place - 0.5),
        NearestMode.RoundPreferCeil => Math.Floor(place + 0.5),
        NearestMode.Ceil => Math.Ceiling(place),
        NearestMode.FloorOrCeilToShrink when scale < 1 => Math.Ceiling(place),
        _ => Math.Floor(place),
    });

    private static List<(int, double)> Weighted(ResizeOptions options, ResizeAxis axis, double place)
    {
        double squeeze = options.Antialias ? Math.Min(axis.Scale, 1) : 1;
        double reach = (options.Mode == ResizeMode.Linear ? 1 : 2) / squeeze;
        // Taps stand on both sides of the place, as many on each; a place on an element counts as just above the one before.
        int below = (int)Math.Ceiling(place) - 1;
        int first = (int)Math.Floor(-reach) + 1;
        var taps = new List<(int Index, double Weight)>();
        for (int i = below + first; i <= below + 1 - first; i++)
        {
            double weight = Weight(options, (i - place) * squeeze);
            bool counts = weight != 0 && (!options.ExcludeOutside || (i >= 0 && i < axis.Input));
            if (counts)
                taps.Add((Math.Clamp(i, 0, axis.Input - 1), weight));
        }
        if (taps.Count == 0)
            taps.Add((Math.Clamp(below, 0, axis.Input - 1), 1));
        double sum = options.Antialias || options.ExcludeOutside ? taps.Sum(t => t.Weight) : 1;
        return taps.ConvertAll(t => (t.Index, t.Weight / sum));
    }

    private static double Weight(ResizeOptions options, double distance)
    {
        double x = Math.Abs(distance), a = options.CubicA;
        return options.Mode == ResizeMode.Linear ? Math.Max(1 - x, 0)
            : x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1
            : x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
            : 0;
    }
}
