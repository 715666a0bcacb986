using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class GlobalPoolGradientTests
{
    public static TheoryData<int[]> Shapes => [new[] { 3, 5, 7, 4 }, new[] { 1, 127, 1, 2 }, new[] { 2, 1, 11 }, new[] { 2, 3, 2, 3, 4 }];

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Of_a_mean(int[] shape)
        => GradientHarness.Check(
            new GlobalPool(GlobalPoolFunction.Average), [TestData.Random(1, shape)], x => Float64Pools.GlobalAverage(x[0], Pixels(shape)), [0]);

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Of_the_largest(int[] shape)
        => GradientHarness.Check(
            new GlobalPool(GlobalPoolFunction.Max), [TestData.Random(1, shape)], x => [.. x[0].Chunk(Pixels(shape)).Select(plane => plane.Max())], [0]);

    [SkippableFact]
    public void A_norm_has_none()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => GradientHarness.Check(
            new GlobalPool(GlobalPoolFunction.Lp), [TestData.Random(1, 1, 2, 3, 4)], x => x[0], [0]));
        Assert.Contains("means and largest elements", error.Message);
    }

    private static int Pixels(int[] shape) => shape.Skip(2).Aggregate(1, (n, d) => n * d);
}
