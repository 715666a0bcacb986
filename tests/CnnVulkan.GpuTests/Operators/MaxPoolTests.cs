using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class MaxPoolTests
{
    [SkippableTheory]
    [MemberData(nameof(PoolCases.Windows), MemberType = typeof(PoolCases))]
    public void Windows_with_indices(int index, string name)
    {
        (int[] shape, WindowCase window) = PoolCases.All[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        foreach (bool columnMajor in new[] { false, true })
        {
            var (values, indices) = PoolReference.Max(input, window.Reference, columnMajor);
            // Rounding to 16 bits makes near elements equal, and then the first of them counts.
            OperatorHarness.Check(new MaxPool(window.Window, columnMajor), [input], [values, indices], float16: false);
            PoolCases.Check(new MaxPool(window.Window, columnMajor), input, values);
        }
    }

    [SkippableFact]
    public void Whole_numbers_and_infinities()
    {
        var whole = new Tensor<int>(new TensorShape(1, 1, 4), [int.MinValue, int.MinValue, 16777217, 16777216]);
        OperatorHarness.Check(new MaxPool(new SlidingWindow([2], [2])), [whole], [new Tensor<int>(new TensorShape(1, 1, 2), [int.MinValue, 16777217])]);
        var lowest = new Tensor<float>(new TensorShape(1, 1, 3), [float.NegativeInfinity, float.NegativeInfinity, 1]);
        var values = new Tensor<float>(new TensorShape(1, 1, 2), [float.NegativeInfinity, 1]);
        OperatorHarness.Check(new MaxPool(new SlidingWindow([2])), [lowest], [values, new Tensor<long>(new TensorShape(1, 1, 2), [0, 2])], float16: false);
    }

    [SkippableFact]
    public void A_kernel_of_a_thousand_million_taps_visits_only_those_inside()
    {
        Tensor<float> input = TestData.Random(1, 1, 1, 3, 5);
        var window = new SlidingWindow([1 << 30, 1 << 30], autoPad: AutoPad.SameUpper);
        Assert.True(PoolCases.Check(new MaxPool(window), input, ElementwiseReference.Map(input, _ => input.Data.Max())));
    }

    [SkippableFact]
    public void Infinities_are_found_and_NaN_is_passed_over()
    {
        var input = new Tensor<float>(new TensorShape(1, 1, 1, 6), [float.NegativeInfinity, float.NegativeInfinity, 1, float.PositiveInfinity, -2, float.NaN]);
        var expected = new Tensor<float>(new TensorShape(1, 1, 1, 3), [float.NegativeInfinity, float.PositiveInfinity, -2]);
        Assert.True(PoolCases.Check(new MaxPool(new SlidingWindow([1, 2], [1, 2])), input, expected));
    }

    /// <summary>Planned for a device that binds 4 kB: a plane takes 0.4 kB, one of four channels 1.6 kB.</summary>
    [SkippableFact]
    public void Planes_larger_than_a_binding_together_are_split()
    {
        Tensor<float> input = TestData.Random(1, 3, 7, 10, 10);
        Assert.True(PoolCases.Check(new MaxPool(new SlidingWindow([3, 3])), input, PoolReference.Max(input, SpatialWindow.Of(3, 3)).Values, bytes: 4096));
    }
}
