using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The arithmetic that gradients are written in: each adds a node and returns its value's name.</summary>
internal static class GradientTerms
{
    /// <summary>Two values combined, broadcast together.</summary>
    public static string Combine(this GradientContext context, BinaryFunction function, string a, string b)
        => context.Add($"gradient/{function.ToString().ToLowerInvariant()}", new Binary(function), a, b);

    /// <summary>a · b.</summary>
    public static string Times(this GradientContext context, string a, string b) => context.Combine(BinaryFunction.Mul, a, b);

    /// <summary>a · factor.</summary>
    public static string Times(this GradientContext context, string a, float factor) => factor == 1 ? a : context.Times(a, context.Number(factor));

    /// <summary>A function of each element.</summary>
    public static string Apply(this GradientContext context, UnaryFunction function, string x)
        => context.Add($"gradient/{function.ToString().ToLowerInvariant()}", new Unary(function), x);

    /// <summary>A number, which broadcasts to anything.</summary>
    public static string Number(this GradientContext context, float value)
        => context.Constant("gradient/number", new Tensor<float>(TensorShape.Scalar, [value]));

    /// <summary>The same elements under another shape.</summary>
    public static string Reshape(this GradientContext context, string x, TensorShape shape)
        => context.Info(x).Shape.Equals(shape) ? x : context.Add("gradient/reshape", new Reshape([.. shape.Dimensions], allowZero: true), x);

    /// <summary>A value repeated along its axes of extent 1.</summary>
    public static string Expand(this GradientContext context, string x, TensorShape shape)
        => context.Info(x).Shape.Equals(shape) ? x : context.Add("gradient/expand", new Expand(), x, context.Constant("gradient/shape", TensorFactory.Longs(shape.Dimensions)));

    /// <summary>Zeros.</summary>
    public static string Zeros(this GradientContext context, TensorShape shape) => context.Expand(context.Number(0), shape);

    /// <summary>x where a truth value holds, 0 where not, or the other way round.</summary>
    public static string Where(this GradientContext context, string condition, string x, bool holds = true)
    {
        string zero = context.Number(0);
        return context.Add("gradient/where", new Where(), condition, holds ? x : zero, holds ? zero : x);
    }

    /// <summary>
    /// The sum over those axes that a shape was broadcast along, as that shape. Runs of axes one after the other, the inner first: the sum of
    /// each picture and channel, then that over the pictures, which keeps more of a device busy than a sum per channel.
    /// </summary>
    public static string SumTo(this GradientContext context, string gradient, TensorShape shape)
    {
        TensorShape from = context.Info(gradient).Shape;
        int missing = from.Rank - shape.Rank;
        bool Sums(int axis) => from[axis] != 1 && (axis < missing || shape[axis - missing] == 1);
        int end = from.Rank - 1;
        while (end >= 0)
        {
            if (!Sums(end))
            {
                end--;
                continue;
            }
            int first = end;
            while (first > 0 && (Sums(first - 1) || from[first - 1] == 1))
                first--;
            gradient = context.Add("gradient/sum", new Reduce(ReduceFunction.Sum, [.. Enumerable.Range(first, end - first + 1)]), gradient);
            end = first - 1;
        }
        return context.Reshape(gradient, shape);
    }
}
