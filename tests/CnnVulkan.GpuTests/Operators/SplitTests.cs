using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class SplitTests
{
    [SkippableTheory]
    [InlineData(0, 1, 7)]
    [InlineData(1, 3, 7)]
    [InlineData(2, 3, 5)]
    [InlineData(3, 1, 127)]
    public void Parts_along_each_axis(int axis, int batch, int channels)
    {
        Tensor<float> input = TestData.Random(4, batch * 6, channels, 6, 8);
        int extent = input.Shape[axis];
        int[] sizes = [1, 2, extent - 3];
        OperatorHarness.Check(new Split(axis, [.. sizes], null, false), [input], [.. SplitReference.Run(input, axis, sizes)]);
    }

    [SkippableFact]
    public void Parts_nobody_asks_for_are_left_out()
    {
        Tensor<float> input = TestData.Random(5, 4, 6);
        OperatorHarness.Check(new Split(1, [2, 4], null, false), [input], [null, SplitReference.Run(input, 1, [2, 4])[1]]);
    }
}
