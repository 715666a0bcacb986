using CnnVulkan.GpuTests.Operators;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class MaxPoolGradientTests
{
    [SkippableTheory]
    [MemberData(nameof(PoolCases.Windows), MemberType = typeof(PoolCases))]
    public void Each_place_hands_its_gradient_to_the_first_of_the_largest(int index, string name)
    {
        (int[] shape, WindowCase window) = PoolCases.All[index];
        Check(TestData.Random(name.Length, shape), window);
        // Small whole numbers: most windows hold several that are largest.
        Check(ElementwiseReference.Map(TestData.Uniform(name.Length, 0, 3, shape), Math.Floor), window);
        Check(ElementwiseReference.Map(TestData.Random(name.Length, shape), _ => 0), window);
    }

    [SkippableFact]
    public void As_differences_have_it()
    {
        foreach (WindowCase window in new WindowCase[] { new([3, 2], [2, 1], [1, 0], [0, 1]), new([2, 2], [1, 2], [1, 1], [1, 1], [2, 1]) })
        {
            Tensor<float> x = TestData.Random(1, 2, 3, 6, 5);
            GradientHarness.Check(new MaxPool(window.Window), [x], v => Float64Pools.Max(v[0], x.Shape, window.Reference), [0]);
        }
    }

    [SkippableFact]
    public void NaN_is_chosen_only_where_it_comes_first()
    {
        var x = new Tensor<float>(new TensorShape(1, 1, 1, 6), [float.NaN, 3, 1, float.NaN, float.NaN, float.NegativeInfinity]);
        Check(x, new WindowCase([1, 2], [1, 2]));
    }

    [SkippableFact]
    public void Planes_larger_than_a_binding_together_are_split() => Check(TestData.Random(1, 3, 7, 10, 10), new WindowCase([3, 3], [2, 2]), bytes: 4096);

    private static void Check(Tensor<float> x, WindowCase window, long? bytes = null)
    {
        Tensor<float> gradient = TestData.Random(4711, [x.Shape[0], x.Shape[1], .. window.Reference.OutputOf(x.Shape)]);
        double[] expected = Float64Pools.MaxGradient(x.Doubles(), gradient.Doubles(), x.Shape, window.Reference);
        GradientLayouts.Check(new MaxPoolGradient(window.Window), [x, gradient], [expected.Rounded(x.Shape)], bytes);
    }
}
