using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class LRNGradientTests
{
    private const float Alpha = 0.5f, Beta = 0.75f, Bias = 2;

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(14)]
    public void Windows_that_leave_the_vector(int size)
    {
        foreach (int[] shape in new int[][] { [3, 8, 7, 4], [1, 4, 3, 5], [2, 24, 1, 1], [3, 12, 5], [3, 5, 7, 4], [1, 127, 3, 2], [2, 1, 6, 1] })
            Check(shape, size);
    }

    [SkippableTheory]
    [InlineData(4)]
    [InlineData(5)]
    public void As_differences_have_it(int size)
    {
        foreach (int channels in new[] { 3, 8 })
        {
            GradientHarness.Check(
                new LRN(size, Alpha, Beta, Bias), [TestData.Random(1, 2, channels, 3, 4)],
                x => Float64Normalization.LocalResponse(x[0], channels, 12, size, Alpha, Beta, Bias), [0]);
        }
    }

    [SkippableFact]
    public void Pictures_that_a_binding_cannot_span_together_are_split() => Check([5, 8, 7, 9], 5, bytes: 5000);

    private static void Check(int[] shape, int size, long? bytes = null)
    {
        Tensor<float> x = TestData.Random(1, shape), gradient = TestData.Random(2, shape);
        double[] expected = Float64Normalization.LocalResponseGradient(
            x.Doubles(), gradient.Doubles(), shape[1], x.Shape.CountOf(2, x.Shape.Rank), size, Alpha, Beta, Bias);
        GradientLayouts.Check(new LRNGradient(size, Alpha, Beta, Bias), [x, gradient], [expected.Rounded(x.Shape)], bytes);
    }
}
