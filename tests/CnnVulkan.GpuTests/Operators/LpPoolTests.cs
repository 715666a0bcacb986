using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class LpPoolTests
{
    [SkippableTheory]
    [MemberData(nameof(PoolCases.Windows), MemberType = typeof(PoolCases))]
    public void Windows_of_several_norms(int index, string name)
    {
        (int[] shape, WindowCase window) = PoolCases.All[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        foreach (float p in new[] { 1, 2, 3 })
            Assert.True(PoolCases.Check(new LpPool(window.Window, p), input, PoolReference.Lp(input, window.Reference, p)));
    }
}
