using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GatherNDTests
{
    [SkippableTheory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    public void Tuples_of_indices_take_slices(int batchAxes, int tuple)
    {
        Tensor<float> input = TestData.Random(29, 3, 4, 5, 7);
        Tensor<long> indices = IntegerData.Longs(30, -3, 3, 3, 6, tuple);
        OperatorHarness.Check(new GatherND(batchAxes), [input, indices], [GatherReference.Tuples(input, indices, batchAxes)]);
    }
}
