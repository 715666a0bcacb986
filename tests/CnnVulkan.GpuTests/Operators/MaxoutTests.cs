using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class MaxoutTests
{
    [SkippableTheory]
    [InlineData(1, 6, 5, 7, 3)]
    [InlineData(3, 127, 1, 1, 1)]
    public void The_largest_of_consecutive_channels_is_taken(int n, int channels, int height, int width, int pieces)
    {
        Tensor<float> x = TestData.Random(1, n, channels, height, width);
        OperatorHarness.Check(new Maxout(pieces), [x], [MaxoutReference.Run(x, pieces)]);
    }
}
