using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class TransposeTests
{
    [SkippableTheory]
    [InlineData("2x3x4x5", "0 3 1 2")]
    [InlineData("1x127x13x7", "0 2 3 1")]
    [InlineData("3x5x7x9", "3 2 1 0")]
    [InlineData("33x65", "1 0")]
    [InlineData("1x5x1x7", "2 1 0 3")]
    [InlineData("2x2x2x2x2x2x2x3", "7 6 5 4 3 2 1 0")]
    [InlineData("2x1x2x2x2x2x2x2x2x2", "9 8 7 6 5 4 3 2 1 0")]
    public void Axes_are_reordered(string shape, string permutation)
    {
        int[] order = permutation.Split(' ').Select(int.Parse).ToArray();
        int[] extents = shape.Split('x').Select(int.Parse).ToArray();
        Tensor<float> reals = TestData.Random(1, extents);
        OperatorHarness.Check(new Transpose([.. order]), [reals], [TransposeReference.Run(reals, order)]);

        Tensor<long> integers = IntegerData.Longs(2, -1000, 1000, extents);
        OperatorHarness.Check(new Transpose([.. order]), [integers], [TransposeReference.Run(integers, order)]);
    }
}
