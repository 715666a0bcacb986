namespace CnnVulkan.Reference;

/// <summary>ONNX GridSample of pictures N×C×H×W as the specification describes it: place the entry, bring it back inside, interpolate.</summary>
/// <param name="Mode">nearest, linear or cubic.</param>
/// <param name="Padding">zeros, border or reflection.</param>
/// <param name="AlignCorners">Whether -1 and 1 are the centres of the outermost pixels.</param>
public sealed record GridSampleReference(string Mode, string Padding, bool AlignCorners)
{
    public Tensor<float> Run(Tensor<float> input, Tensor<float> grid)
        => Positions.Fill(new TensorShape(input.Shape[0], input.Shape[1], grid.Shape[1], grid.Shape[2]), p =>
        {
            double x = Place(grid.At(p[0], p[2], p[3], 0), input.Shape[3]), y = Place(grid.At(p[0], p[2], p[3], 1), input.Shape[2]);
            double sum = 0;
            foreach ((int row, double high) in Taps(y))
            {
                foreach ((int column, double wide) in Taps(x))
                {
                    if (Source(row, input.Shape[2]) is int i && Source(column, input.Shape[3]) is int j)
                        sum += high * wide * input.At(p[0], p[1], i, j);
                }
            }
            return (float)sum;
        });

    private double Place(float n, int extent)
    {
        double x = AlignCorners ? (n + 1.0) / 2 * (extent - 1) : ((n + 1.0) * extent - 1) / 2;
        if (Mode == "nearest")
            x = Math.Round(x, MidpointRounding.ToEven);
        (double low, double high) = Rims(extent);
        if (x >= low && x <= high)
            return x;
        return Padding switch { "border" => Math.Clamp(x, 0, extent - 1), "reflection" => Reflect(x, extent), _ => x };
    }

    private int? Source(int i, int extent) => i >= 0 && i < extent ? i : Padding switch
    {
        "border" => Math.Clamp(i, 0, extent - 1),
        "reflection" => (int)Reflect(i, extent),
        _ => null,
    };

    /// <summary>Mirrors at the nearer rim until it is inside.</summary>
    private double Reflect(double x, int extent)
    {
        (double low, double high) = Rims(extent);
        while (low < high && (x < low || x > high))
            x = x < low ? 2 * low - x : 2 * high - x;
        return low < high ? x : low;
    }

    private (double Low, double High) Rims(int extent) => AlignCorners ? (0, extent - 1) : (-0.5, extent - 0.5);

    private IEnumerable<(int Index, double Weight)> Taps(double x)
    {
        int below = (int)Math.Floor(x);
        double t = x - below;
        return Mode switch
        {
            "nearest" => [(below, 1)],
            "linear" => [(below, 1 - t), (below + 1, t)],
            "cubic" => [(below - 1, Keys(1 + t)), (below, Keys(t)), (below + 1, Keys(1 - t)), (below + 2, Keys(2 - t))],
            _ => throw new ArgumentException(Mode),
        };
    }

    private static double Keys(double x)
    {
        const double A = -0.75;
        return x <= 1 ? (A + 2) * x * x * x - (A + 3) * x * x + 1 : A * x * x * x - 5 * A * x * x + 8 * A * x - 4 * A;
    }
}
