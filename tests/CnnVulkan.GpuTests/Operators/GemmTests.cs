using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GemmTests
{
    [SkippableTheory]
    [InlineData(1, 5, 7)]
    [InlineData(1, 1000, 512)]
    [InlineData(3, 127, 36)]
    [InlineData(16, 9, 129)]
    [InlineData(17, 30, 65)]
    [InlineData(1, 1, 1)]
    [InlineData(40, 33, 3)]
    public void Every_transposition_with_constant_and_fed_weights(int rows, int columns, int depth)
    {
        foreach ((bool transposeA, bool transposeB) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            Tensor<float> a = transposeA ? TestData.Random(1, depth, rows) : TestData.Random(1, rows, depth);
            Tensor<float> b = transposeB ? TestData.Random(2, columns, depth) : TestData.Random(2, depth, columns);
            Tensor<float> c = TestData.Random(3, columns);
            Tensor<float> expected = MatrixReference.Gemm(a, b, c, 0.5f, 2, transposeA, transposeB);
            var op = new Gemm(0.5f, 2, transposeA, transposeB);
            OperatorHarness.Check(op, [a, b, c], [expected], [1, 2]);
            OperatorHarness.Check(op, [a, b, c], [expected]);
        }
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(20)]
    public void C_broadcasts_along_either_axis_or_is_left_out(int rows)
    {
        Tensor<float> a = TestData.Random(1, rows, 6), b = TestData.Random(2, 6, 5);
        int[][] shapes = [[], [1], [5], [1, 5], [rows, 1], [rows, 5]];
        foreach (int[] shape in shapes)
        {
            Tensor<float> c = TestData.Random(3, shape);
            OperatorHarness.Check(new Gemm(), [a, b, c], [MatrixReference.Gemm(a, b, c, 1, 1, false, false)], [1]);
        }
        OperatorHarness.Check(new Gemm(), [a, b], [MatrixReference.Gemm(a, b, null, 1, 1, false, false)]);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(20)]
    public void An_activation_at_the_end(int rows)
    {
        Tensor<float> a = TestData.Random(1, rows, 6), b = TestData.Random(2, 6, 5);
        Tensor<float> plain = MatrixReference.Gemm(a, b, null, 1, 1, false, false);
        var expected = new Tensor<float>(plain.Shape, Array.ConvertAll(plain.Data, v => Math.Max(v, 0)));
        OperatorHarness.Check(new Gemm(activation: new Activation(ActivationFunction.Relu)), [a, b], [expected], [1]);
    }

    [SkippableFact]
    public void Whole_numbers_are_exact()
    {
        var a = new Tensor<int>(new TensorShape(1, 2), [16777217, 1]);
        var b = new Tensor<int>(new TensorShape(2, 1), [3, 5]);
        OperatorHarness.Check(new Gemm(), [a, b], [new Tensor<int>(new TensorShape(1, 1), [50331656])]);
    }
}
