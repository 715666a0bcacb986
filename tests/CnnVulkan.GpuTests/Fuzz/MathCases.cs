using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Fuzz;
using static CnnVulkan.GpuTests.Fuzz.OperatorFuzzTests;

namespace CnnVulkan.GpuTests.Fuzz;

/// <summary>Operators that compute: element by element, along axes, and products.</summary>
internal static class MathCases
{
    public static readonly Action<Dice>[] All = [Binary, Binary, Remainder, Reduce, Reduce, Arg, TopK, Softmax, Gemm, Gemm, MatMul, MatMul, Normalize, LayerNorm, CumSum];

    private static readonly Dictionary<string, Func<double, double, double>> Functions = new()
    {
        ["Add"] = (a, b) => a + b,
        ["Sub"] = (a, b) => a - b,
        ["Mul"] = (a, b) => a * b,
        ["Div"] = (a, b) => a / b,
        ["Min"] = Math.Min,
        ["Max"] = Math.Max,
        ["Pow"] = Math.Pow,
    };

    private static readonly Dictionary<string, Func<double[], double>> Reductions = new()
    {
        ["Sum"] = g => g.Sum(),
        ["Mean"] = g => g.Average(),
        ["Max"] = g => g.Max(),
        ["Min"] = g => g.Min(),
        ["Prod"] = g => g.Aggregate(1.0, (a, b) => a * b),
        ["L1"] = g => g.Sum(Math.Abs),
        ["L2"] = g => Math.Sqrt(g.Sum(v => v * v)),
        ["SumSquare"] = g => g.Sum(v => v * v),
        ["LogSum"] = g => Math.Log(g.Sum()),
        ["LogSumExp"] = g => Math.Log(g.Sum(Math.Exp)),
    };

    private static void Binary(Dice dice)
    {
        int[] shape = dice.Several(dice.From(0, 6), 1, 5);
        int[] Part() => [.. shape.Skip(dice.From(0, shape.Length)).Select(d => dice.Chance(0.6) ? d : 1)];
        string type = dice.Pick(Functions.Keys.ToArray());
        // No zero to divide by, nothing negative to take a root of.
        Tensor<float> a = dice.Tensor(type == "Pow" ? 0.2f : -2f, 2f, Part()), b = dice.Tensor(0.5f, 2f, Part());
        OperatorHarness.Check(Make(type, 14, 2, 1), [a, b], [ElementwiseReference.Zip(a, b, Functions[type])], dice.Chance(0.3) ? [1] : null);
    }

    private static void Remainder(Dice dice)
    {
        float reach = dice.Pick([10f, 1e6f, 1e12f]);
        Tensor<float> a = dice.Tensor(-reach, reach, 4, 33), b = dice.Tensor(dice.Pick([-9f, 0.001f]), 9f, 33);
        OperatorHarness.Check(Make("Mod", 13, 2, 1, ("fmod", 1L)), [a, b], [ElementwiseReference.Zip(a, b, (x, y) => x % y)], float16: false);
    }

    private static void Reduce(Dice dice)
    {
        int rank = dice.From(1, 5);
        int[] shape = dice.Several(rank, 1, dice.Chance(0.2) ? 12 : 5), axes = [.. dice.Shuffled(rank).Take(dice.From(1, rank))];
        string type = dice.Pick(Reductions.Keys.ToArray());
        Tensor<float> x = dice.Tensor(type == "LogSum" ? 0.5f : -1.5f, 1.5f, shape);
        Tensor<float> expected = ReduceReference.Run(x, axes, Reductions[type]);
        bool keep = dice.Chance(0.5);
        if (!keep)
            expected = (Tensor<float>)expected.Reshape(new TensorShape(expected.Shape.Dimensions.Where((_, i) => !axes.Contains(i)).ToArray()));
        long[] given = Longs(axes.Select(a => dice.Chance(0.5) ? a : a - rank));
        // A product or a sum may come out near zero, where the largest error counts against little.
        double tolerance = expected.Shape.Count < 4 ? 1e-3 : 1e-4;
        bool half = expected.Shape.Count >= 4;
        if (dice.Chance(0.5))
            OperatorHarness.Check(Make($"Reduce{type}", 11, 1, 1, ("axes", given), ("keepdims", keep ? 1L : 0L)), [x], [expected], float16: half, tolerance: tolerance);
        else
            OperatorHarness.Check(Make($"Reduce{type}", 18, 2, 1, ("keepdims", keep ? 1L : 0L)), [x, TestData.Longs(given)], [expected], [1], float16: half, tolerance: tolerance);
    }

    private static void Arg(Dice dice)
    {
        // Whole numbers: many are equal.
        Tensor<float> x = ElementwiseReference.Map(dice.Tensor(-3f, 3f, dice.Several(dice.From(1, 4), 1, dice.Chance(0.2) ? 80 : 6)), Math.Round);
        int axis = dice.From(-x.Shape.Rank, x.Shape.Rank - 1);
        bool largest = dice.Chance(0.5), last = dice.Chance(0.5);
        OperatorHarness.Check(Make(largest ? "ArgMax" : "ArgMin", 13, 1, 1, ("axis", (long)axis), ("select_last_index", last ? 1L : 0L)), [x],
            [ArgReduceReference.Run(x, axis, largest, last)]);
    }

    private static void TopK(Dice dice)
    {
        Tensor<float> x = ElementwiseReference.Map(dice.Tensor(-3f, 3f, dice.Several(dice.From(1, 3), 1, 9)), Math.Round);
        int axis = dice.From(-x.Shape.Rank, x.Shape.Rank - 1), k = dice.From(0, x.Shape[axis]);
        bool largest = dice.Chance(0.5);
        var (values, indices) = TopKReference.Run(x, axis, k, largest);
        OperatorHarness.Check(Make("TopK", 11, 2, 2, ("axis", (long)axis), ("largest", largest ? 1L : 0L)), [x, TestData.Longs(k)], [values, indices], [1]);
    }

    private static void Softmax(Dice dice)
    {
        Tensor<float> x = dice.Tensor(-4f, 4f, dice.Several(dice.From(1, 4), 1, dice.Chance(0.2) ? 70 : 6));
        int axis = dice.From(-x.Shape.Rank, x.Shape.Rank - 1), first = axis < 0 ? axis + x.Shape.Rank : axis;
        bool old = dice.Chance(0.5), log = dice.Chance(0.5);
        int[] axes = old ? [.. Enumerable.Range(first, x.Shape.Rank - first)] : [first];
        Tensor<float> expected = log ? SoftmaxReference.LogSoftmax(x, axes) : SoftmaxReference.Softmax(x, axes);
        OperatorHarness.Check(Make(log ? "LogSoftmax" : "Softmax", old ? 11 : 13, 1, 1, ("axis", (long)axis)), [x], [expected]);
    }

    private static void Gemm(Dice dice)
    {
        int rows = dice.Pick([1, 2, 5, 18]), depth = dice.Pick([1, 3, 8, 65]), columns = dice.Pick([1, 4, 7, 33]);
        bool ta = dice.Chance(0.4), tb = dice.Chance(0.5);
        float alpha = dice.Pick([1f, 0.5f, -2f]), beta = dice.Pick([1f, 0f, 1.5f]);
        Tensor<float> a = dice.Tensor(ta ? [depth, rows] : [rows, depth]), b = dice.Tensor(tb ? [columns, depth] : [depth, columns]);
        Tensor<float>? c = dice.Chance(0.7) ? dice.Tensor(dice.Pick<int[]>([[], [1], [columns], [1, columns], [rows, 1], [rows, columns], [1, 1]])) : null;
        Operator op = Make("Gemm", 13, 3, 1, ("alpha", alpha), ("beta", beta), ("transA", ta ? 1L : 0L), ("transB", tb ? 1L : 0L));
        OperatorHarness.Check(op, [a, b, c], [MatrixReference.Gemm(a, b, c, alpha, beta, ta, tb)], dice.Chance(0.5) ? [1, 2] : null);
    }

    private static void MatMul(Dice dice)
    {
        int depth = dice.Pick([1, 4, 9, 40]);
        int[] batch = dice.Several(dice.From(0, 4), 1, 3);
        int[] Part() => [.. batch.Skip(dice.From(0, batch.Length)).Select(d => dice.Chance(0.6) ? d : 1)];
        Tensor<float> a = dice.Chance(0.15) ? dice.Tensor(depth) : dice.Tensor([.. Part(), dice.Pick([1, 3, 6]), depth]);
        Tensor<float> b = dice.Chance(0.15) ? dice.Tensor(depth) : dice.Tensor([.. Part(), depth, dice.Pick([1, 5, 8])]);
        OperatorHarness.Check(Make("MatMul", 13, 2, 1), [a, b], [MatrixReference.MatMul(a, b)], dice.Chance(0.4) ? [1] : null);
    }

    private static void Normalize(Dice dice)
    {
        int channels = dice.From(1, 9);
        Tensor<float> x = dice.Tensor([dice.From(1, 3), channels, .. dice.Several(dice.From(1, 3), 1, 6)]);
        int size = dice.From(1, 7);
        Operator lrn = Make("LRN", 13, 1, 1, ("size", (long)size), ("alpha", 0.3f), ("beta", 0.6f), ("bias", 1.2f));
        OperatorHarness.Check(lrn, [x], [NormalizationReference.LocalResponse(x, size, 0.3f, 0.6f, 1.2f)]);
        Tensor<float>[] p = [dice.Tensor(channels), dice.Tensor(channels), dice.Tensor(channels), dice.Tensor(0.5f, 2f, channels)];
        OperatorHarness.Check(Make("BatchNormalization", 15, 5, 1), [x, .. p], [NormalizationReference.Batch(x, p[0], p[1], p[2], p[3], 1e-5)],
            dice.Chance(0.5) ? [1, 2, 3, 4] : [1]);
        int axis = dice.From(-x.Shape.Rank, x.Shape.Rank - 1), norm = dice.From(1, 2);
        OperatorHarness.Check(Make("LpNormalization", 1, 1, 1, ("axis", (long)axis), ("p", (long)norm)), [x], [NormalizationReference.Lp(x, axis, norm)]);
    }

    private static void LayerNorm(Dice dice)
    {
        Tensor<float> x = dice.Tensor([.. dice.Several(dice.From(1, 3), 1, 5), dice.From(2, 9)]);
        int axis = dice.From(0, x.Shape.Rank - 1);
        int[] tail = [.. x.Shape.Dimensions.Skip(axis)];
        Tensor<float> scale = dice.Tensor(tail);
        Tensor<float> plain = NormalizationReference.Standardize(x, [.. Enumerable.Range(axis, tail.Length)], 0.1);
        OperatorHarness.Check(Make("LayerNormalization", 17, 2, 1, ("axis", (long)(axis - x.Shape.Rank)), ("epsilon", 0.1f)), [x, scale],
            [ElementwiseReference.Zip(plain, scale, (v, s) => v * s)]);
    }

    private static void CumSum(Dice dice)
    {
        Tensor<float> x = dice.Tensor(dice.Several(dice.From(1, 4), 1, 6));
        int axis = dice.From(0, x.Shape.Rank - 1);
        bool exclusive = dice.Chance(0.5), reverse = dice.Chance(0.5);
        if (exclusive && x.Shape[axis] == 1)
            return;
        Operator op = Make("CumSum", 14, 2, 1, ("exclusive", exclusive ? 1L : 0L), ("reverse", reverse ? 1L : 0L));
        OperatorHarness.Check(op, [x, TestData.Longs(dice.Chance(0.5) ? axis : axis - x.Shape.Rank)], [CumSumReference.Run(x, axis, exclusive, reverse)], [1]);
    }
}
