using CnnVulkan.GpuTests.Operators;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class AveragePoolGradientTests
{
    [SkippableTheory]
    [MemberData(nameof(PoolCases.Windows), MemberType = typeof(PoolCases))]
    public void Each_place_shares_its_gradient_out(int index, string name)
    {
        (int[] shape, WindowCase window) = PoolCases.All[index];
        foreach (bool countPadding in new[] { false, true })
            Check(new TensorShape(shape), name.Length, window, countPadding);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void As_differences_have_it(bool countPadding)
    {
        foreach (WindowCase window in new WindowCase[] { new([3, 2], [2, 1], [1, 0], [0, 1]), new([2, 2], [1, 2], [1, 1], [1, 1], [2, 1]), new([3, 3], [2, 2], null, null, null, Ceil: true) })
        {
            Tensor<float> x = TestData.Random(1, 2, 3, 6, 5);
            GradientHarness.Check(new AveragePool(window.Window, countPadding), [x], v => Float64Pools.Average(v[0], x.Shape, window.Reference, countPadding), [0]);
        }
    }

    [SkippableFact]
    public void Planes_larger_than_a_binding_together_are_split() => Check(new TensorShape(3, 7, 10, 10), 1, new WindowCase([3, 3], [2, 2]), false, bytes: 4096);

    private static void Check(TensorShape shape, int seed, WindowCase window, bool countPadding, long? bytes = null)
    {
        Tensor<float> gradient = TestData.Random(seed, [shape[0], shape[1], .. window.Reference.OutputOf(shape)]);
        double[] expected = Float64Pools.AverageGradient(gradient.Doubles(), shape, window.Reference, countPadding);
        GradientLayouts.Check(new AveragePoolGradient(window.Window, countPadding, shape), [gradient], [expected.Rounded(shape)], bytes);
    }
}
