using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class SliceTests
{
    [SkippableTheory]
    [InlineData("0 1 0", "3 4 7", "1 1 1")]
    [InlineData("1 0 0", "3 5 7", "1 1 1")]
    [InlineData("-1 -1 -1", "-9 -9 -9", "-1 -1 -1")]
    [InlineData("2 4 6", "-9 0 -9", "-1 -2 -3")]
    [InlineData("0 0 1", "3 5 6", "2 3 2")]
    [InlineData("0 3 2", "3 2 7", "1 1 1")]
    public void Ranges_are_taken(string start, string end, string step)
    {
        long[] starts = Longs(start), ends = Longs(end), steps = Longs(step);
        var slice = new Slice(default, default, default);
        Tensor<float> input = TestData.Random(3, 3, 5, 7);
        OperatorHarness.Check(
            slice,
            [input, TestData.Longs(starts), TestData.Longs(ends), TestData.Longs(0, 1, 2), TestData.Longs(steps)],
            [SliceReference.Run(input, starts, ends, steps)],
            [1, 2, 3, 4]);
    }

    private static long[] Longs(string list) => list.Split(' ').Select(long.Parse).ToArray();
}
