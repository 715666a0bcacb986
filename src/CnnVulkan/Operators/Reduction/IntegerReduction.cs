namespace CnnVulkan.Operators;

/// <summary>Reduces integers on the CPU: products and sums of shapes, folded at load.</summary>
internal static class IntegerReduction
{
    /// <summary>Reduces a tensor of integers or truth values.</summary>
    /// <param name="function">What is computed.</param>
    /// <param name="input">The elements.</param>
    /// <param name="reduced">For each axis whether it is reduced.</param>
    /// <param name="shape">The result's shape, reduced axes kept with an extent of 1.</param>
    public static Tensor<long> Evaluate(ReduceFunction function, Tensor input, bool[] reduced, TensorShape shape)
    {
        long[] elements = input.ToInt64Array();
        var result = new Tensor<long>(shape);
        for (int i = 0; i < result.Data.Length; i++)
            result.Data[i] = Neutral(function, input.ElementType);
        int[] from = input.Shape.Strides();
        int[] to = shape.Strides();
        for (int i = 0; i < elements.Length; i++)
        {
            int place = 0;
            for (int axis = 0; axis < reduced.Length; axis++)
                place += reduced[axis] ? 0 : i / from[axis] % input.Shape[axis] * to[axis];
            result.Data[place] = Join(function, result.Data[place], elements[i]);
        }
        if (function == ReduceFunction.Mean && result.Data.Length > 0)
        {
            long count = elements.Length / result.Data.Length;
            for (int i = 0; i < result.Data.Length; i++)
                result.Data[i] /= Math.Max(count, 1);
        }
        return result;
    }

    private static long Neutral(ReduceFunction function, ElementType type) => function switch
    {
        ReduceFunction.Prod => 1,
        ReduceFunction.Max => type switch { ElementType.Bool => 0, ElementType.Int32 => int.MinValue, _ => long.MinValue },
        ReduceFunction.Min => type switch { ElementType.Bool => 1, ElementType.Int32 => int.MaxValue, _ => long.MaxValue },
        _ => 0,
    };

    private static long Join(ReduceFunction function, long sum, long x) => unchecked(function switch
    {
        ReduceFunction.Prod => sum * x,
        ReduceFunction.Max => Math.Max(sum, x),
        ReduceFunction.Min => Math.Min(sum, x),
        ReduceFunction.L1 => sum + Math.Abs(x),
        ReduceFunction.SumSquare => sum + x * x,
        _ => sum + x,
    });
}
