namespace CnnVulkan.Operators;

/// <summary>Functions of one element. The numbers are those of <c>unary.comp</c> and, from 23 on, <c>unary_classify.comp</c>.</summary>
internal enum UnaryFunction
{
    /// <summary>|x|.</summary>
    Abs = 0,

    /// <summary>-x.</summary>
    Neg = 1,

    /// <summary>-1, 0 or 1.</summary>
    Sign = 2,

    /// <summary>Whether x is false.</summary>
    Not = 3,

    /// <summary>e^x.</summary>
    Exp = 4,

    /// <summary>The natural logarithm.</summary>
    Log = 5,

    /// <summary>√x.</summary>
    Sqrt = 6,

    /// <summary>1/x.</summary>
    Reciprocal = 7,

    /// <summary>The largest whole number not above x.</summary>
    Floor = 8,

    /// <summary>The smallest whole number not below x.</summary>
    Ceil = 9,

    /// <summary>The nearest whole number, halves to the even one.</summary>
    Round = 10,

    /// <summary>The error function.</summary>
    Erf = 11,

    /// <summary>sin x.</summary>
    Sin = 12,

    /// <summary>cos x.</summary>
    Cos = 13,

    /// <summary>tan x.</summary>
    Tan = 14,

    /// <summary>arcsin x.</summary>
    Asin = 15,

    /// <summary>arccos x.</summary>
    Acos = 16,

    /// <summary>arctan x.</summary>
    Atan = 17,

    /// <summary>(e^x - e^-x) / 2.</summary>
    Sinh = 18,

    /// <summary>(e^x + e^-x) / 2.</summary>
    Cosh = 19,

    /// <summary>The inverse of sinh.</summary>
    Asinh = 20,

    /// <summary>The inverse of cosh, for x ≥ 1.</summary>
    Acosh = 21,

    /// <summary>The inverse of tanh, for |x| &lt; 1.</summary>
    Atanh = 22,

    /// <summary>Whether x is not a number.</summary>
    IsNaN = 23,

    /// <summary>Whether x is +∞ or -∞.</summary>
    IsInf = 24,

    /// <summary>Whether x is +∞.</summary>
    IsPositiveInf = 25,

    /// <summary>Whether x is -∞.</summary>
    IsNegativeInf = 26,
}
