namespace CnnVulkan.Operators;

/// <summary>The functions of one element on the CPU, for constants folded at load; <c>unary.comp</c> is the same table for the GPU.</summary>
internal static class UnaryTable
{
    /// <summary>Whether the result is a truth value whatever the operand is.</summary>
    public static bool IsPredicate(UnaryFunction function) => function is UnaryFunction.Not or >= UnaryFunction.IsNaN;

    /// <summary>Whether it is defined for integers too.</summary>
    public static bool TakesIntegers(UnaryFunction function) => function is UnaryFunction.Abs or UnaryFunction.Neg or UnaryFunction.Sign;

    public static double Apply(UnaryFunction function, double x) => function switch
    {
        UnaryFunction.Abs => Math.Abs(x),
        UnaryFunction.Neg => -x,
        UnaryFunction.Sign => double.IsNaN(x) ? x : Math.Sign(x),
        UnaryFunction.Not => x == 0 ? 1 : 0,
        UnaryFunction.Exp => Math.Exp(x),
        UnaryFunction.Log => Math.Log(x),
        UnaryFunction.Sqrt => Math.Sqrt(x),
        UnaryFunction.Reciprocal => 1 / x,
        UnaryFunction.Floor => Math.Floor(x),
        UnaryFunction.Ceil => Math.Ceiling(x),
        UnaryFunction.Round => Math.Round(x, MidpointRounding.ToEven),
        UnaryFunction.Erf => Erf(x),
        UnaryFunction.Sin => Math.Sin(x),
        UnaryFunction.Cos => Math.Cos(x),
        UnaryFunction.Tan => Math.Tan(x),
        UnaryFunction.Asin => Math.Asin(x),
        UnaryFunction.Acos => Math.Acos(x),
        UnaryFunction.Atan => Math.Atan(x),
        UnaryFunction.Sinh => Math.Sinh(x),
        UnaryFunction.Cosh => Math.Cosh(x),
        UnaryFunction.Asinh => Math.Asinh(x),
        UnaryFunction.Acosh => Math.Acosh(x),
        UnaryFunction.Atanh => Math.Atanh(x),
        UnaryFunction.IsNaN => double.IsNaN(x) ? 1 : 0,
        UnaryFunction.IsInf => double.IsInfinity(x) ? 1 : 0,
        UnaryFunction.IsPositiveInf => double.IsPositiveInfinity(x) ? 1 : 0,
        UnaryFunction.IsNegativeInf => double.IsNegativeInfinity(x) ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a function of one element."),
    };

    public static long Apply(UnaryFunction function, long x) => function switch
    {
        UnaryFunction.Abs => x < 0 ? unchecked(-x) : x,
        UnaryFunction.Neg => unchecked(-x),
        UnaryFunction.Sign => Math.Sign(x),
        UnaryFunction.Not => x == 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a function of an integer."),
    };

    /// <summary>Abramowitz and Stegun 7.1.26, as <c>activation.glsl</c>: absolute error 1.5e-7.</summary>
    public static double Erf(double x)
    {
        // Math.Sign refuses NaN.
        if (double.IsNaN(x))
            return x;
        double a = Math.Abs(x);
        double t = 1 / (1 + 0.3275911 * a);
        double series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
        return Math.Sign(x) * (1 - series * Math.Exp(-a * a));
    }
}
