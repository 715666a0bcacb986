using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ChannelSumTests
{
    [SkippableTheory]
    [InlineData(new[] { 1, 1, 7, 9 })]
    [InlineData(new[] { 3, 5, 33, 17 })]
    [InlineData(new[] { 2, 127, 4, 5 })]
    [InlineData(new[] { 3, 8, 40 })]
    [InlineData(new[] { 2, 3, 4, 5, 6 })]
    public void Every_layout_sums_each_channel(int[] shape)
    {
        Tensor<float> input = TestData.Random(1, shape);
        var sums = new double[shape[1]];
        int plane = input.Shape.CountOf(2, input.Shape.Rank);
        for (int i = 0; i < input.Data.Length; i++)
            sums[i / plane % shape[1]] += input.Data[i];
        var expected = new Tensor<float>(new TensorShape(shape[1]), [.. sums.Select(s => (float)s)]);
        foreach (Layout layout in new[] { Layout.Nchw, Layout.Nc4hw })
        {
            foreach (var planning in layout == Layout.Nchw ? [new(Profiles.Device, layout)] : Profiles.In(layout))
                OperatorHarness.Check(new ChannelSum(expected.Shape), [input], [expected], float16: false, planning: planning);
        }
    }
}
