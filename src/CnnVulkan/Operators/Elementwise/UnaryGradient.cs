using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The gradients of the functions of <see cref="UnaryFunction"/>, in the same functions.</summary>
internal static class UnaryGradient
{
    public static void Differentiate(GradientContext context, UnaryFunction function)
    {
        if (!context.Needs(0) || context.OutputInfo(0).ElementType != ElementType.Float32)
            return;
        // What moves in jumps has no gradient to hand on.
        if (function is UnaryFunction.Sign or UnaryFunction.Floor or UnaryFunction.Ceil or UnaryFunction.Round)
            return;
        context.Set(0, Gradient(context, function, context.Gradient()!, context.Input(0), context.Output(0)));
    }

    private static string Gradient(GradientContext context, UnaryFunction function, string g, string x, string y) => function switch
    {
        UnaryFunction.Abs => context.Times(g, context.Apply(UnaryFunction.Sign, x)),
        UnaryFunction.Neg => context.Apply(UnaryFunction.Neg, g),
        UnaryFunction.Exp => context.Times(g, y),
        UnaryFunction.Log => Over(context, g, x),
        UnaryFunction.Sqrt => Over(context, context.Times(g, 0.5f), y),
        UnaryFunction.Reciprocal => context.Times(context.Times(context.Apply(UnaryFunction.Neg, g), y), y),
        // d erf = 2/√π · e^(-x²)
        UnaryFunction.Erf => context.Times(context.Times(g, 1.1283791671f), context.Apply(UnaryFunction.Exp, context.Apply(UnaryFunction.Neg, context.Times(x, x)))),
        UnaryFunction.Sin => context.Times(g, context.Apply(UnaryFunction.Cos, x)),
        UnaryFunction.Cos => context.Times(context.Apply(UnaryFunction.Neg, g), context.Apply(UnaryFunction.Sin, x)),
        UnaryFunction.Tan => context.Times(g, OneMore(context, y)),
        UnaryFunction.Asin => Over(context, g, context.Apply(UnaryFunction.Sqrt, OneLess(context, x))),
        UnaryFunction.Acos => Over(context, context.Apply(UnaryFunction.Neg, g), context.Apply(UnaryFunction.Sqrt, OneLess(context, x))),
        UnaryFunction.Atan => Over(context, g, OneMore(context, x)),
        UnaryFunction.Sinh => context.Times(g, context.Apply(UnaryFunction.Cosh, x)),
        UnaryFunction.Cosh => context.Times(g, context.Apply(UnaryFunction.Sinh, x)),
        UnaryFunction.Asinh => Over(context, g, context.Apply(UnaryFunction.Sqrt, OneMore(context, x))),
        UnaryFunction.Acosh => Over(context, g, context.Apply(UnaryFunction.Sqrt, context.Combine(BinaryFunction.Sub, context.Times(x, x), context.Number(1)))),
        UnaryFunction.Atanh => Over(context, g, OneLess(context, x)),
        _ => throw context.Error("its gradient is not known"),
    };

    private static string Over(GradientContext context, string a, string b) => context.Combine(BinaryFunction.Div, a, b);

    /// <summary>1 + x².</summary>
    private static string OneMore(GradientContext context, string x) => context.Combine(BinaryFunction.Add, context.Times(x, x), context.Number(1));

    /// <summary>1 - x².</summary>
    private static string OneLess(GradientContext context, string x) => context.Combine(BinaryFunction.Sub, context.Number(1), context.Times(x, x));
}
