using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GatherElementsTests
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Elements_are_taken_one_by_one(int axis)
    {
        Tensor<float> input = TestData.Random(27, 4, 5, 6);
        Tensor<long> indices = IntegerData.Longs(28, -4, 4, 3, 5, 2);
        OperatorHarness.Check(new GatherElements(axis), [input, indices], [GatherReference.Elements(input, indices, axis)]);
    }
}
