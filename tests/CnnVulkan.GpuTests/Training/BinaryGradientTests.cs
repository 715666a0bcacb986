using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class BinaryGradientTests
{
    [SkippableFact]
    public void A_sum_hands_its_gradient_to_both()
        => GradientHarness.Check(
            new Binary(BinaryFunction.Add),
            [TestData.Random(1, 2, 3, 5), TestData.Random(2, 2, 3, 5)],
            x => [.. x[0].Zip(x[1], (a, b) => a + b)],
            [0, 1]);
}
