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
    [InlineData(2, 4, 1, 1)]
    [InlineData(3, 12, 1, 33)]
    [InlineData(3, 5, 17)]
    [InlineData(1, 6, 3, 4, 5)]
    public void Every_function(params int[] shape)
    {
        Tensor<float> input = TestData.Random(5, shape);
        Assert.True(PoolCases.Check(new GlobalPool(GlobalPoolFunction.Average), input, PoolReference.Global(input, p => p.Average(v => (double)v))));
        // All below zero: a largest that starts from 0 would show.
        Tensor<float> negative = ElementwiseReference.Map(input, v => v - 2);
        Assert.True(PoolCases.Check(new GlobalPool(GlobalPoolFunction.Max), negative, PoolReference.Global(negative, p => p.Max())));
        Assert.False(PoolCases.Check(new GlobalPool(GlobalPoolFunction.Lp, 3), input, PoolReference.Global(input, p => Math.Cbrt(p.Sum(v => Math.Pow(Math.Abs(v), 3))))));
    }

    /// <summary>Planned for a device that binds 4 kB: a plane takes 0.4 kB, one of four channels 1.6 kB.</summary>
    [SkippableFact]
    public void Planes_larger_than_a_binding_together_are_split()
    {
        Tensor<float> input = TestData.Random(1, 3, 7, 10, 10);
        Assert.True(PoolCases.Check(new GlobalPool(GlobalPoolFunction.Average), input, PoolReference.Global(input, p => p.Average(v => (double)v)), bytes: 4096));
        Assert.True(PoolCases.Check(new GlobalPool(GlobalPoolFunction.Max), input, PoolReference.Global(input, p => p.Max()), bytes: 4096));
    }
}
