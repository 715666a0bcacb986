using System.Globalization;

namespace CnnVulkan.Cli.Conformance;

/// <summary>Compares a result with what a test expects, as ONNX's own runner does: |result - expected| ≤ atol + rtol·|expected|, NaN equal to NaN.</summary>
internal static class TensorComparison
{
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-5;

    /// <returns>What differs, with the largest error and where; null where nothing does.</returns>
    public static string? Difference(Tensor result, Tensor expected)
    {
        if (result.ElementType != expected.ElementType)
            return $"elements are {result.ElementType}, expected {expected.ElementType}";
        if (!result.Shape.Equals(expected.Shape))
            return $"shape is {result.Shape}, expected {expected.Shape}";
        double[] got = ToDoubles(result), wanted = ToDoubles(expected);
        int wrong = 0, worst = 0;
        double worstExcess = double.NegativeInfinity;
        for (int i = 0; i < got.Length; i++)
        {
            double excess = Excess(got[i], wanted[i]);
            if (excess > 0)
                wrong++;
            if (excess > worstExcess)
                (worst, worstExcess) = (i, excess);
        }
        if (wrong == 0)
            return null;
        double error = Math.Abs(got[worst] - wanted[worst]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{wrong} of {got.Length} elements differ; the largest error is {error:g4} at [{Position(worst, expected.Shape)}]: {got[worst]:g7}, expected {wanted[worst]:g7}");
    }

    /// <summary>By how much an element passes its tolerance; infinite where one is NaN or infinite and the other is not the same.</summary>
    private static double Excess(double got, double wanted)
    {
        if (got.Equals(wanted))
            return double.NegativeInfinity;
        if (!double.IsFinite(got) || !double.IsFinite(wanted))
            return double.PositiveInfinity;
        return Math.Abs(got - wanted) - (AbsoluteTolerance + RelativeTolerance * Math.Abs(wanted));
    }

    private static double[] ToDoubles(Tensor tensor)
        => tensor is Tensor<float> real ? Array.ConvertAll(real.Data, v => (double)v) : Array.ConvertAll(tensor.ToInt64Array(), v => (double)v);

    private static string Position(int index, TensorShape shape)
        => string.Join(", ", shape.Strides().Select((stride, axis) => index / stride % shape[axis]));
}
