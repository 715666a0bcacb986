using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class ProductGradientTests
{
    [SkippableTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Gemm_with_either_side_transposed(bool transposeA, bool transposeB)
    {
        foreach ((int rows, int columns, int depth) in new[] { (3, 5, 7), (1, 10, 16), (20, 12, 8), (33, 7, 20) })
        {
            int[] a = transposeA ? [depth, rows] : [rows, depth], b = transposeB ? [columns, depth] : [depth, columns];
            foreach (int[]? c in new int[]?[] { null, [columns], [rows, 1], [] })
            {
                double[] Forward(double[][] v) => [.. Enumerable.Range(0, rows * columns).Select(o =>
                {
                    (int i, int j) = (o / columns, o % columns);
                    double sum = Enumerable.Range(0, depth).Sum(k => v[0][transposeA ? k * rows + i : i * depth + k] * v[1][transposeB ? j * depth + k : k * columns + j]);
                    return 0.7 * sum + 1.3 * (c is null ? 0 : v[2][c.Length == 0 ? 0 : c.Length == 1 ? j : i]);
                })];
                GradientCases.Check(
                    new Gemm(0.7f, 1.3f, transposeA, transposeB), [TestData.Random(1, a), TestData.Random(2, b), c is null ? null : TestData.Random(3, c)],
                    Forward, c is null ? [0, 1] : [0, 1, 2]);
            }
        }
    }

    [SkippableFact]
    public void MatMul_of_batches()
    {
        foreach ((int[] a, int[] b) in new (int[], int[])[]
            { ([3, 5], [5, 7]), ([2, 3, 5], [2, 5, 4]), ([2, 3, 5], [5, 4]), ([3, 5], [2, 1, 5, 4]), ([5], [5, 4]), ([3, 5], [5]), ([5], [5]) })
        {
            GradientCases.Check(new MatMul(), [TestData.Random(1, a), TestData.Random(2, b)], v => Product(a, b, v[0], v[1]), [0, 1]);
        }
    }

    [SkippableTheory]
    [InlineData(-1, false)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void Probabilities_and_their_logarithms(int axis, bool flattens)
    {
        int[] shape = [3, 5, 2];
        foreach (bool log in new[] { false, true })
        {
            double[] Forward(double[][] v)
            {
                int Row(int i) => flattens ? i / 10 : axis == 1 ? i / 10 * 2 + i % 2 : i / 2;
                double[] sums = new double[30];
                for (int i = 0; i < 30; i++)
                    sums[Row(i)] += Math.Exp(v[0][i]);
                return [.. v[0].Select((x, i) => log ? x - Math.Log(sums[Row(i)]) : Math.Exp(x) / sums[Row(i)])];
            }
            GradientCases.Check(new Softmax(log ? SoftmaxFunction.LogSoftmax : SoftmaxFunction.Softmax, axis, flattens), [TestData.Random(1, shape)], Forward, [0]);
        }
    }

    private static double[] Product(int[] a, int[] b, double[] x, double[] y)
    {
        int[] left = a.Length == 1 ? [1, .. a] : a, right = b.Length == 1 ? [.. b, 1] : b;
        (TensorShape batchA, TensorShape batchB) = (new TensorShape(left[..^2]), new TensorShape(right[..^2]));
        (int rows, int depth, int columns) = (left[^2], left[^1], right[^1]);
        return [.. MultiIndex.All(TensorShape.Broadcast(batchA, batchB)).SelectMany(batch =>
        {
            int startA = MultiIndex.Broadcast(batchA, batch) * rows * depth, startB = MultiIndex.Broadcast(batchB, batch) * depth * columns;
            return Enumerable.Range(0, rows * columns).Select(o => Enumerable.Range(0, depth)
                .Sum(k => x[startA + o / columns * depth + k] * y[startB + k * columns + o % columns]));
        })];
    }
}
