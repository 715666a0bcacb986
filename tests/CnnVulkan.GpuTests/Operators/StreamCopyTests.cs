using CnnVulkan.Analysis;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class StreamCopyTests
{
    [SkippableTheory]
    [InlineData(1, 4)]
    [InlineData(3, 4, 127)]
    [InlineData(65, 5, 4)]
    public void Copies_all(params int[] shape)
    {
        Tensor<float> input = TestData.Random(7, shape);
        OperatorHarness.Check(new StreamCopy(), [input], [input]);
    }

    [SkippableFact]
    public void Refuses_a_rest()
        => Assert.Throws<ShapeException>(() => OperatorHarness.Check(new StreamCopy(), [TestData.Random(1, 5)], [TestData.Random(1, 5)]));
}
