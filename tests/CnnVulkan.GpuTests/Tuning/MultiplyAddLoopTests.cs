using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tuning;

namespace CnnVulkan.GpuTests.Tuning;

public sealed class MultiplyAddLoopTests
{
    /// <summary>A loop that took fewer steps than it is credited with would make the device seem faster than it is.</summary>
    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(1, 127)]
    [InlineData(3, 65)]
    [InlineData(40, 64)]
    public void Takes_every_step(int rounds, int count)
    {
        VisionDevice device = GpuFixture.Device;
        Tensor<float> input = TestData.Random(rounds, count);
        Tensor<float> expected = MultiplyAddLoopReference.Run(input, rounds, MultiplyAddLoop.Factor, MultiplyAddLoop.Addend);
        GpuFixture.Validated(device, () =>
        {
            using var runner = new PlanRunner(MultiplyAddLoop.Plan(input, rounds, device.Profile), device);
            Assert.Null(Comparator.Difference(expected, runner.Run(new Dictionary<string, Tensor>())["output"], 1e-4));
        });
    }
}
