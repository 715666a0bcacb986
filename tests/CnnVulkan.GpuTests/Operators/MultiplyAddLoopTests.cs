using CnnVulkan.Analysis;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

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
        Tensor<float> input = TestData.Random(rounds, count);
        OperatorHarness.Check(
            new MultiplyAddLoop(rounds), [input], [MultiplyAddLoopReference.Run(input, rounds, MultiplyAddLoop.Factor, MultiplyAddLoop.Addend)], float16: false);
    }
}
