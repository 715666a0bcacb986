using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GlobalPoolTests
{
    [SkippableTheory]
    [InlineData(1, 3, 5, 7)]
    [InlineData(3, 127, 13, 13)]
    [InlineData(2, 2, 1, 1)]
    [InlineData(1, 1, 100, 101)]
    public void Every_function(params int[] shape)
    {
        Tensor<float> input = TestData.Random(5, shape);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Average), [input], [PoolReference.Global(input, p => p.Average(v => (double)v))]);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Max), [input], [PoolReference.Global(input, p => p.Max())]);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Lp, 3), [input], [PoolReference.Global(input, p => Math.Cbrt(p.Sum(v => Math.Pow(Math.Abs(v), 3))))]);
    }
}
