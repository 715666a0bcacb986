using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The gradients of the functions of <see cref="BinaryFunction"/>: of what was broadcast the sum over all its places.</summary>
internal static class BinaryGradient
{
    /// <summary>Whether the first operand is the result, also of equals.</summary>
    public static BinaryFunction Wins(BinaryFunction function) => function == BinaryFunction.Max ? BinaryFunction.GreaterOrEqual : BinaryFunction.LessOrEqual;

    /// <summary>Adds the gradients.</summary>
    /// <param name="context">The node.</param>
    /// <param name="function">Its function.</param>
    /// <param name="b">Its input 1, in a shape whose last axes are aligned with those of input 0.</param>
    public static void Differentiate(GradientContext context, BinaryFunction function, string b)
    {
        if (function == BinaryFunction.PRelu && PReluGradient.TryDifferentiate(context, b))
            return;
        if (context.Needs(0))
            context.Set(0, context.SumTo(First(context, function, context.Gradient()!, context.Input(0), b), context.InputInfo(0).Shape));
        if (!context.Needs(1))
            return;
        string gradient = context.SumTo(Second(context, function, context.Gradient()!, context.Input(0), b), context.Info(b).Shape);
        context.Set(1, context.Reshape(gradient, context.InputInfo(1).Shape));
    }

    private static string First(GradientContext context, BinaryFunction function, string g, string a, string b) => function switch
    {
        BinaryFunction.Add or BinaryFunction.Sub => g,
        BinaryFunction.Mul => context.Times(g, b),
        BinaryFunction.Div => context.Combine(BinaryFunction.Div, g, b),
        BinaryFunction.Pow => context.Times(g, context.Times(b, context.Combine(BinaryFunction.Pow, a, context.Combine(BinaryFunction.Sub, b, context.Number(1))))),
        BinaryFunction.Min or BinaryFunction.Max => context.Where(context.Combine(Wins(function), a, b), g),
        BinaryFunction.PRelu => context.Add("gradient/where", new Where(), Negative(context, a), context.Times(g, b), g),
        _ => throw Unknown(context),
    };

    private static string Second(GradientContext context, BinaryFunction function, string g, string a, string b) => function switch
    {
        BinaryFunction.Add => g,
        BinaryFunction.Sub => context.Apply(UnaryFunction.Neg, g),
        BinaryFunction.Mul => context.Times(g, a),
        BinaryFunction.Div => context.Apply(UnaryFunction.Neg, context.Combine(BinaryFunction.Div, context.Times(g, context.Output(0)), b)),
        BinaryFunction.Pow => context.Times(g, context.Times(context.Output(0), context.Apply(UnaryFunction.Log, a))),
        BinaryFunction.Min or BinaryFunction.Max => context.Where(context.Combine(Wins(function), a, b), g, holds: false),
        BinaryFunction.PRelu => context.Where(Negative(context, a), context.Times(g, a)),
        _ => throw Unknown(context),
    };

    private static string Negative(GradientContext context, string a) => context.Combine(BinaryFunction.Less, a, context.Number(0));

    private static ShapeException Unknown(GradientContext context) => context.Error("its gradient is not known");
}
