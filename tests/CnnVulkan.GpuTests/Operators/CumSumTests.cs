using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class CumSumTests
{
    [SkippableTheory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(1, true, true)]
    public void Sums_run_along_an_axis(int axis, bool exclusive, bool reverse)
    {
        Tensor<float> input = TestData.Random(37, 3, 13, 5);
        OperatorHarness.Check(new CumSum(exclusive, reverse), [input, TestData.Longs(axis)], [CumSumReference.Run(input, axis, exclusive, reverse)], [1]);
    }
}
