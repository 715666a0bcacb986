using CnnVulkan.GpuTests.Harness;
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
        OperatorHarness.Check(new AveragePool(window.Window), [input], [PoolReference.Average(input, window.Reference)]);
        OperatorHarness.Check(new AveragePool(window.Window, true), [input], [PoolReference.Average(input, window.Reference, true)]);
    }

    [SkippableFact]
    public void A_kernel_of_a_thousand_million_taps_visits_only_those_inside()
    {
        Tensor<float> input = TestData.Random(1, 1, 1, 3, 5);
        var window = new SlidingWindow([1 << 30, 1 << 30], autoPad: AutoPad.SameUpper);
        var mean = new Tensor<float>(input.Shape, input.Data.Select(_ => input.Data.Average()).ToArray());
        OperatorHarness.Check(new AveragePool(window), [input], [mean]);
    }
}
