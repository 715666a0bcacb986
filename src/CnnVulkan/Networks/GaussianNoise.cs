namespace CnnVulkan;

/// <summary>
/// Normally distributed numbers that are the same on every machine: element i depends on the stream and i alone, so any part can be
/// drawn by any thread. Uses only additions, multiplications, divisions and square roots, which IEEE 754 rounds alike everywhere; the
/// logarithm is our own for that reason.
/// </summary>
internal static class GaussianNoise
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>
    /// Between the outermost 1/256 at each end, quantiles are interpolated in 4096 cells, good to 2e-4 and three times as fast: VGG-16's 138
    /// million weights must not keep anyone waiting.
    /// </summary>
    private const int CellCount = 4096, OuterCells = CellCount / 256;

    private static readonly Lazy<float[]> Cells = new(() =>
        [.. Enumerable.Range(0, CellCount + 1).Select(i => (float)Quantile(Math.Clamp(i, 0.5, CellCount - 0.5) / CellCount))]);

    /// <summary>A stream of its own for a seed and a number.</summary>
    public static ulong Stream(int seed, int number) => Mix(Mix(unchecked((ulong)seed * Golden)) + (ulong)number);

    /// <summary>Sets elements [start, end) of a list to those of a stream, times a standard deviation.</summary>
    public static void Fill(float[] data, int start, int end, ulong stream, double deviation)
    {
        float[] cells = Cells.Value;
        float factor = (float)deviation;
        for (int i = start; i < end; i++)
        {
            // SplitMix64 (Steele et al. 2014): a counter, mixed. Its upper 12 bits are the cell, the next 24 the place in it.
            ulong bits = Mix(unchecked(stream + (ulong)i * Golden));
            int cell = (int)(bits >> 52);
            float z = cell is >= OuterCells and < CellCount - OuterCells
                ? cells[cell] + (cells[cell + 1] - cells[cell]) * (((bits >> 28) & 0xFFFFFF) * (1f / 16777216))
                : (float)Quantile(((bits >> 32) + 0.5) * (1.0 / 4294967296));
            data[i] = factor * z;
        }
    }

    /// <summary>
    /// The normal distribution's inverse: Wichura 1988, algorithm AS 241, the form good to seven digits (PPND7).
    /// </summary>
    internal static double Quantile(double p)
    {
        double q = p - 0.5;
        if (q is >= -0.425 and <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        double tail = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        double z = tail <= 5 ? Near(tail - 1.6) : Far(tail - 5);
        return q < 0 ? -z : z;
    }

    private static double Near(double r)
        => (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / ((0.12021132975 * r + 0.73700164250) * r + 1);

    private static double Far(double r)
        => (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / ((0.012258202635 * r + 0.24197894225) * r + 1);

    /// <summary>The natural logarithm of a positive normal number: 2^e · m with m in [0.7, 1.4), ln m by the series of artanh to 1e-11.</summary>
    internal static double Log(double x)
    {
        const double Ln2 = 0.693147180559945309, Root2 = 1.41421356237309505;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Root2)
        {
            m /= 2;
            exponent++;
        }
        double s = (m - 1) / (m + 1), square = s * s;
        double series = 1 + square * (1 / 3.0 + square * (1 / 5.0 + square * (1 / 7.0 + square * (1 / 9.0 + square * (1 / 11.0 + square / 13.0)))));
        return exponent * Ln2 + 2 * s * series;
    }

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
