using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class AveragePoolTests
{
    [SkippableTheory]
    [MemberData(nameof(PoolCases.Windows), MemberType = typeof(PoolCases))]
    public void Windows_with_and_without_padding_counted(int index, string name)
    {
        (int[] shape, WindowCase window) = PoolCases.All[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        Assert.True(PoolCases.Check(new AveragePool(window.Window), input, PoolReference.Average(input, window.Reference)));
        Assert.True(PoolCases.Check(new AveragePool(window.Window, true), input, PoolReference.Average(input, window.Reference, true)));
    }

    [SkippableFact]
    public void A_kernel_of_a_thousand_million_taps_visits_only_those_inside()
    {
        Tensor<float> input = TestData.Random(1, 1, 1, 3, 5);
        var window = new SlidingWindow([1 << 30, 1 << 30], autoPad: AutoPad.SameUpper);
        Assert.True(PoolCases.Check(new AveragePool(window), input, ElementwiseReference.Map(input, _ => input.Data.Average())));
    }

    /// <summary>Planned for a device that binds 4 kB: a plane takes 0.4 kB, one of four channels 1.6 kB.</summary>
    [SkippableFact]
    public void Planes_larger_than_a_binding_together_are_split()
    {
        Tensor<float> input = TestData.Random(1, 3, 7, 10, 10);
        Assert.True(PoolCases.Check(new AveragePool(new SlidingWindow([3, 3])), input, PoolReference.Average(input, SpatialWindow.Of(3, 3)), bytes: 4096));
    }
}
