using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class TileTests
{
    [SkippableTheory]
    [InlineData("2 3 4", "2 1 3")]
    [InlineData("5 7", "1 1")]
    [InlineData("3", "43")]
    [InlineData("2 2 2 2 2", "2 3 1 2 2")]
    [InlineData("2 2 2 2 2", "2 2 2 2 2")]
    public void The_whole_is_repeated(string shape, string repeats)
    {
        Tensor<float> input = TestData.Random(12, shape.Split(' ').Select(int.Parse).ToArray());
        int[] counts = repeats.Split(' ').Select(int.Parse).ToArray();
        OperatorHarness.Check(new Tile(false), [input, TensorFactory.Longs(counts)], [TileReference.Run(input, counts)], [1]);
    }
}
