using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public class TopKTests
{
    [SkippableTheory]
    [InlineData(new[] { 3, 5, 7 }, 0, 2)]
    [InlineData(new[] { 3, 5, 7 }, 1, 5)]
    [InlineData(new[] { 3, 5, 7 }, -1, 1)]
    [InlineData(new[] { 2, 1000 }, 1, 5)]
    [InlineData(new[] { 1, 300 }, -1, 300)]
    [InlineData(new[] { 4 }, 0, 0)]
    public void Along_any_axis_with_ties(int[] shape, int axis, int k)
    {
        Tensor<float> x = ElementwiseReference.Map(TestData.Uniform(1, -20, 20, shape), Math.Round);
        foreach (bool largest in new[] { true, false })
        {
            (Tensor<float> values, Tensor<long> indices) = TopKReference.Run(x, axis, k, largest);
            OperatorHarness.Check(new CnnVulkan.Operators.TopK(k, axis, largest), [x], [values, indices]);
        }
    }

    [SkippableFact]
    public void An_output_may_be_left_out_and_k_may_be_an_input()
    {
        Tensor<float> x = TestData.Random(1, 3, 9);
        (Tensor<float> values, Tensor<long> indices) = TopKReference.Run(x, -1, 4, true);
        OperatorHarness.Check(new CnnVulkan.Operators.TopK(), [x, TestData.Longs(4)], [values, null], [1]);
        OperatorHarness.Check(new CnnVulkan.Operators.TopK(), [x, TestData.Longs(4)], [null, indices], [1], float16: false);
    }

    [SkippableFact]
    public void Integers()
        => OperatorHarness.Check(new CnnVulkan.Operators.TopK(2), [new Tensor<int>(new TensorShape(4), [-1, int.MaxValue, int.MinValue, 7])],
            [new Tensor<int>(new TensorShape(2), [int.MaxValue, 7]), new Tensor<long>(new TensorShape(2), [1, 3])]);
}
