namespace CnnVulkan.Reference;

/// <summary>
/// ONNX Resize as the specification's formulas have it, every output element from the input at once (not axis by axis).
/// </summary>
public sealed record ResizeReference
{
    public string Mode { get; init; } = "nearest";

    public string Coordinates { get; init; } = "half_pixel";

    public string Nearest { get; init; } = "round_prefer_floor";

    public double CubicA { get; init; } = -0.75;

    public bool ExcludeOutside { get; init; }

    public bool Antialias { get; init; }

    public float Extrapolation { get; init; }

    /// <summary>Resizes every axis to an extent by a scale; the region of interest is all starts, then all ends.</summary>
    public Tensor<float> Run(Tensor<float> input, int[] sizes, double[] scales, double[]? region = null)
    {
        int rank = sizes.Length;
        return Positions.Fill(new TensorShape(sizes), p =>
        {
            List<(int Index, double Weight)>?[] axes = Enumerable.Range(0, rank)
                .Select(a => Taps(p[a], input.Shape[a], sizes[a], scales[a], region?[a] ?? 0, region?[rank + a] ?? 1)).ToArray();
            return axes.Any(a => a is null) ? Extrapolation : (float)Sum(input, axes!, new int[rank], 0);
        });
    }

    private static double Sum(Tensor<float> input, List<(int Index, double Weight)>[] axes, int[] position, int axis)
    {
        if (axis == axes.Length)
            return input.At(position);
        double sum = 0;
        foreach ((int index, double weight) in axes[axis])
        {
            position[axis] = index;
            sum += weight * Sum(input, axes, position, axis + 1);
        }
        return sum;
    }

    private List<(int Index, double Weight)>? Taps(int x, int length, int resized, double scale, double start, double end)
    {
        double wide = length * scale;
        double original = Coordinates switch
        {
            "half_pixel" => (x + 0.5) / scale - 0.5,
            "half_pixel_symmetric" => length / 2.0 * (1 - resized / wide) + (x + 0.5) / scale - 0.5,
            "pytorch_half_pixel" => wide > 1 ? (x + 0.5) / scale - 0.5 : 0,
            "align_corners" => wide == 1 ? 0 : x * (length - 1) / (wide - 1),
            "asymmetric" => x / scale,
            "tf_crop_and_resize" => wide > 1
                ? start * (length - 1) + x * (end - start) * (length - 1) / (wide - 1)
                : 0.5 * (start + end) * (length - 1),
            _ => throw new ArgumentException(Coordinates),
        };
        if (Coordinates == "tf_crop_and_resize" && (original < 0 || original > length - 1))
            return null;
        if (Mode == "nearest")
        {
            double below = Math.Floor(original), rest = original - below;
            bool up = Nearest switch { "floor" => false, "ceil" => rest > 0, "round_prefer_ceil" => rest >= 0.5, _ => rest > 0.5 };
            return [(Math.Clamp((int)below + (up ? 1 : 0), 0, length - 1), 1)];
        }
        double narrow = Antialias && scale < 1 ? scale : 1;
        var taps = new List<(int Index, double Weight)>();
        // Every element within reach, and the border's once more for each element beyond it.
        for (int i = -4 * length - 8; i <= 5 * length + 8; i++)
        {
            double weight = Kernel(Math.Abs(i - original) * narrow);
            if (!ExcludeOutside || (i >= 0 && i < length))
                taps.Add((Math.Clamp(i, 0, length - 1), weight));
        }
        double total = Antialias || ExcludeOutside ? taps.Sum(t => t.Weight) : 1;
        return taps.Where(t => t.Weight != 0).Select(t => (t.Index, t.Weight / total)).ToList();
    }

    private double Kernel(double x) => Mode == "linear"
        ? Math.Max(0, 1 - x)
        : x <= 1 ? (CubicA + 2) * x * x * x - (CubicA + 3) * x * x + 1
        : x < 2 ? CubicA * x * x * x - 5 * CubicA * x * x + 8 * CubicA * x - 4 * CubicA
        : 0;
}
