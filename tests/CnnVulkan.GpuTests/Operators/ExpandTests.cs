using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ExpandTests
{
    [SkippableTheory]
    [InlineData("3 1", "2 1 6")]
    [InlineData("1 5 1 1", "3 5 7 9")]
    [InlineData("2 3", "2 3")]
    [InlineData("1", "127 3")]
    [InlineData("2 1 2 1 2 1 2 1 2 1", "1 3 1 3 1 3 1 3 1 3")]
    public void Axes_of_extent_1_are_repeated(string from, string to)
    {
        Tensor<float> input = TestData.Random(11, from.Split(' ').Select(int.Parse).ToArray());
        Tensor<long> shape = TestData.Longs(to.Split(' ').Select(long.Parse).ToArray());
        TensorShape expected = TensorShape.Broadcast(input.Shape, TensorShape.FromLongs(shape.Data));
        OperatorHarness.Check(new Expand(), [input, shape], [ExpandReference.Run(input, expected)], [1]);
    }
}
