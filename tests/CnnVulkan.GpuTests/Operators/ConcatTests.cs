using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ConcatTests
{
    [SkippableTheory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(-1, 3)]
    public void Parts_are_joined(int axis, int batch)
    {
        var shape = new TensorShape(batch, 5, 7, 3);
        Tensor<float>[] parts = new[] { 1, 127, 4 }.Select((n, i) => TestData.Random(i + 6, shape.With(axis, n).ToArray())).ToArray();
        OperatorHarness.Check(new Concat(axis), [.. parts], [ConcatReference.Run(shape.NormalizeAxis(axis), parts)]);
    }

    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(-3, 1)]
    [InlineData(-3, 3)]
    public void Whole_vectors_of_channels_are_joined(int axis, int batch)
    {
        Tensor<float>[] parts = new[] { 4, 12, 8 }.Select((n, i) => TestData.Random(i + 6, batch, n, 7, 3)).ToArray();
        OperatorHarness.Check(new Concat(axis), [.. parts], [ConcatReference.Run(1, parts)], planning: new Planning(Profiles.Device, Layout.Nc4hw));
    }

    [SkippableFact]
    public void A_part_may_be_a_constant_or_empty()
    {
        Tensor<float>[] parts = [TestData.Random(9, 2, 3), TestData.Random(9, 0, 3), TestData.Random(10, 1, 3)];
        OperatorHarness.Check(new Concat(0), [.. parts], [ConcatReference.Run(0, parts)], [0]);
    }
}
