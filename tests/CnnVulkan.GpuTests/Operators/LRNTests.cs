using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class LRNTests
{
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(300)]
    public void Windows_that_leave_the_channels(int size)
    {
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 3, 5], [2, 1, 6, 1] })
        {
            Tensor<float> x = TestData.Random(1, shape);
            OperatorHarness.Check(new LRN(size, 0.5f, 0.75f, 2), [x], [NormalizationReference.LocalResponse(x, size, 0.5, 0.75, 2)]);
        }
    }
}
