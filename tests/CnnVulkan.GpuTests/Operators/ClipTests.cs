using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ClipTests
{
    [SkippableTheory]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void Bounds_known_and_computed(bool lower, bool upper, bool known)
    {
        Tensor<float> x = TestData.Random(3, 4, 33);
        Tensor<float>? min = lower ? new Tensor<float>(TensorShape.Scalar, [-0.25f]) : null;
        Tensor<float>? max = upper ? new Tensor<float>(TensorShape.Scalar, [0.5f]) : null;
        Tensor<float> expected = ElementwiseReference.Map(x, v => Math.Clamp(v, lower ? -0.25 : -9, upper ? 0.5 : 9));
        OperatorHarness.Check(new Clip(), [x, min, max], [expected], known ? [1, 2] : []);
    }

    [SkippableFact]
    public void Integers()
    {
        var x = new Tensor<long>(new TensorShape(5), [-9, -1, 0, 4, 9]);
        OperatorHarness.Check(new Clip(), [x, new Tensor<long>(TensorShape.Scalar, [-2]), new Tensor<long>(TensorShape.Scalar, [4])],
            [new Tensor<long>(x.Shape, [-2, -1, 0, 4, 4])], [1, 2]);
    }
}
