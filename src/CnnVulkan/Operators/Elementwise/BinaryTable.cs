namespace CnnVulkan.Operators;

/// <summary>The functions of two elements on the CPU, for constants folded at load; <c>binary.comp</c> is the same table for the GPU.</summary>
internal static class BinaryTable
{
    /// <summary>Whether the result is a truth value.</summary>
    public static bool IsPredicate(BinaryFunction function)
        => function is BinaryFunction.And or BinaryFunction.Or or BinaryFunction.Xor or >= BinaryFunction.Equal;

    /// <summary>Applies a function to two tensors, broadcast together.</summary>
    /// <param name="function">Which.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="type">The element type of the result.</param>
    public static Tensor Evaluate(BinaryFunction function, Tensor a, Tensor b, ElementType type)
    {
        TensorShape shape = TensorShape.Broadcast(a.Shape, b.Shape);
        (int[] x, int[] y) = (Places(shape, a.Shape), Places(shape, b.Shape));
        if (a is Tensor<float> || b is Tensor<float>)
        {
            (float[] left, float[] right) = (a.ToFloatArray(), b.ToFloatArray());
            var reals = new Tensor<float>(shape);
            for (int i = 0; i < x.Length; i++)
                reals.Data[i] = (float)Apply(function, (double)left[x[i]], right[y[i]]);
            return reals.ConvertTo(type);
        }
        (long[] first, long[] second) = (a.ToInt64Array(), b.ToInt64Array());
        var integers = new Tensor<long>(shape);
        for (int i = 0; i < x.Length; i++)
            integers.Data[i] = Apply(function, first[x[i]], second[y[i]]);
        return integers.ConvertTo(type);
    }

    public static double Apply(BinaryFunction function, double a, double b) => function switch
    {
        BinaryFunction.Add => a + b,
        BinaryFunction.Sub => a - b,
        BinaryFunction.Mul => a * b,
        BinaryFunction.Div => a / b,
        BinaryFunction.Pow => Math.Pow(a, b),
        BinaryFunction.Min => Math.Min(a, b),
        BinaryFunction.Max => Math.Max(a, b),
        BinaryFunction.Mod => a % b is var r && r != 0 && (r < 0) != (b < 0) ? r + b : r,
        BinaryFunction.Fmod => a % b,
        BinaryFunction.PRelu => a < 0 ? a * b : a,
        _ => Holds(function, a.CompareTo(b), double.IsNaN(a) || double.IsNaN(b)) ? 1 : 0,
    };

    public static long Apply(BinaryFunction function, long a, long b) => unchecked(function switch
    {
        BinaryFunction.Add => a + b,
        BinaryFunction.Sub => a - b,
        BinaryFunction.Mul => a * b,
        BinaryFunction.Div => Divide(a, b),
        BinaryFunction.Pow => Power(a, b),
        BinaryFunction.Min => Math.Min(a, b),
        BinaryFunction.Max => Math.Max(a, b),
        BinaryFunction.Mod => FlooredRemainder(a, b),
        BinaryFunction.Fmod => a - Divide(a, b) * b,
        BinaryFunction.PRelu => a < 0 ? a * b : a,
        BinaryFunction.And => a != 0 && b != 0 ? 1 : 0,
        BinaryFunction.Or => a != 0 || b != 0 ? 1 : 0,
        BinaryFunction.Xor => (a != 0) != (b != 0) ? 1 : 0,
        BinaryFunction.ShiftLeft => b > 63 ? 0 : a << (int)b,
        BinaryFunction.ShiftRight => b > 63 ? 0 : (long)((ulong)a >> (int)b),
        _ => Holds(function, a.CompareTo(b), false) ? 1 : 0,
    });

    /// <summary>Whether a comparison holds, given the order of the operands. Nothing holds of NaN.</summary>
    private static bool Holds(BinaryFunction function, int order, bool unordered) => !unordered && function switch
    {
        BinaryFunction.Equal => order == 0,
        BinaryFunction.Less => order < 0,
        BinaryFunction.LessOrEqual => order <= 0,
        BinaryFunction.Greater => order > 0,
        BinaryFunction.GreaterOrEqual => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a function of two such elements."),
    };

    /// <summary>Truncates; 0 where b is 0, as the shader has it.</summary>
    private static long Divide(long a, long b) => b switch
    {
        0 => 0,
        -1 => unchecked(-a),
        _ => a / b,
    };

    private static long FlooredRemainder(long a, long b)
    {
        long r = unchecked(a - Divide(a, b) * b);
        return r != 0 && (r < 0) != (b < 0) ? r + b : r;
    }

    private static long Power(long a, long b)
    {
        if (b < 0)
            return a == 1 ? 1 : a == -1 ? ((b & 1) == 0 ? 1 : -1) : 0;
        long result = 1;
        for (long square = a; b != 0; b >>= 1, square = unchecked(square * square))
        {
            if ((b & 1) != 0)
                result = unchecked(result * square);
        }
        return result;
    }

    /// <summary>For each element of a shape, the element of an operand that is broadcast to it.</summary>
    private static int[] Places(TensorShape shape, TensorShape operand)
    {
        var places = new int[shape.Count];
        int[] strides = operand.Strides();
        int missing = shape.Rank - operand.Rank;
        int block = shape.Count;
        for (int axis = 0; axis < shape.Rank && block > 0; axis++)
        {
            block /= shape[axis];
            if (axis < missing || operand[axis - missing] == 1)
                continue;
            for (int i = 0; i < places.Length; i++)
                places[i] += i / block % shape[axis] * strides[axis - missing];
        }
        return places;
    }
}
