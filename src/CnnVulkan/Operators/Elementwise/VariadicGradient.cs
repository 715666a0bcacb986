using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>
/// The gradient of the largest or smallest of several tensors, to the one that is it, of equals to the first: the chain that computes it is
/// walked back, at each link the gradient goes one of two ways.
/// </summary>
internal static class VariadicGradient
{
    public static void Differentiate(GradientContext context, BinaryFunction function)
    {
        // Of the inputs up to each.
        var best = new List<string> { context.Input(0) };
        for (int i = 1; i < context.InputCount; i++)
            best.Add(context.Combine(function, best[^1], context.Input(i)));
        string gradient = context.Gradient()!;
        for (int i = context.InputCount - 1; i > 0; i--)
        {
            string stays = context.Combine(BinaryGradient.Wins(function), best[i - 1], context.Input(i));
            if (context.Needs(i))
                context.Set(i, context.SumTo(context.Where(stays, gradient, holds: false), context.InputInfo(i).Shape));
            gradient = context.SumTo(context.Where(stays, gradient), context.Info(best[i - 1]).Shape);
        }
        if (context.Needs(0))
            context.Set(0, gradient);
    }
}
