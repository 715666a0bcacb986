using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Gather, GatherElements and GatherND.</summary>
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
