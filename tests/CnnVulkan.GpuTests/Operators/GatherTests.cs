using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GatherTests
{
    [SkippableTheory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(-1, false)]
    public void Entries_are_taken_along_an_axis(int axis, bool constant)
    {
        Tensor<float> input = TestData.Random(24, 5, 127, 3);
        Tensor<long> indices = IntegerData.Longs(25, -3, 3, 2, 7);
        int normalized = input.Shape.NormalizeAxis(axis);
        OperatorHarness.Check(new Gather(axis), [input, indices], [GatherReference.Run(input, indices, normalized)], constant ? [1] : null);
    }

    [SkippableFact]
    public void A_scalar_index_takes_one_entry_of_integers()
    {
        Tensor<long> input = IntegerData.Longs(26, -100, 100, 4, 5);
        var index = new Tensor<long>(TensorShape.Scalar, [-2]);
        OperatorHarness.Check(new Gather(1), [input, index], [GatherReference.Run(input, index, 1)]);
    }
}
