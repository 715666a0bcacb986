using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public class ArgReduceTests
{
    [SkippableTheory]
    [InlineData(new[] { 3, 5, 7 }, 0)]
    [InlineData(new[] { 3, 5, 7 }, 1)]
    [InlineData(new[] { 3, 5, 7 }, -1)]
    [InlineData(new[] { 2, 1000 }, 1)]
    [InlineData(new[] { 131, 3 }, 0)]
    [InlineData(new[] { 1 }, 0)]
    public void Along_any_axis(int[] shape, int axis)
    {
        // Few values, so that there are ties.
        Tensor<float> x = ElementwiseReference.Map(TestData.Uniform(1, -4, 4, shape), Math.Round);
        foreach (bool largest in new[] { true, false })
        {
            foreach (bool last in new[] { true, false })
            {
                Tensor<long> expected = ArgReduceReference.Run(x, axis, largest, last);
                OperatorHarness.Check(new ArgReduce(largest, axis, true, last), [x], [expected]);
            }
        }
        Tensor dropped = ArgReduceReference.Run(x, axis, true, false);
        var result = new TensorShape([.. shape.Where((_, i) => i != x.Shape.NormalizeAxis(axis))]);
        OperatorHarness.Check(new ArgReduce(true, axis, false), [x], [dropped.Reshape(result)]);
    }

    [SkippableFact]
    public void Integers_beyond_what_floats_tell_apart()
        => OperatorHarness.Check(new ArgReduce(true), [new Tensor<int>(new TensorShape(3), [1 << 30, (1 << 30) + 1, -5])], [new Tensor<long>(new TensorShape(1), [1])]);
}
