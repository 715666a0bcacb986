using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class OneHotTests
{
    [SkippableTheory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_index_becomes_a_row(int axis, bool real)
    {
        // -7 and 6 are out of range: all off.
        Tensor<long> indices = IntegerData.Longs(36, -7, 7, 3, 5);
        var values = new Tensor<float>(new TensorShape(2), [-1, 3]);
        Tensor<float> expected = OneHotReference.Run(indices, 6, axis < 0 ? 2 : axis, -1f, 3f);
        Tensor input = real ? indices.ConvertTo(ElementType.Float32) : indices;
        OperatorHarness.Check(new OneHot(axis), [input, TestData.Longs(6), values], [expected], [1]);
    }
}
