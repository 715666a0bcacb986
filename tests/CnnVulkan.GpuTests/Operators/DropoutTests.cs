using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class DropoutTests
{
    [SkippableFact]
    public void In_inference_nothing_is_dropped()
    {
        Tensor<float> input = TestData.Random(19, 3, 5, 7);
        var ones = new Tensor<bool>(input.Shape, Enumerable.Repeat(true, input.Shape.Count).ToArray());
        OperatorHarness.Check(new Dropout(null, true), [input], [input, ones]);
        OperatorHarness.Check(new Dropout(null, false), [input], [input, ones.ConvertTo(ElementType.Float32)]);
    }

    [SkippableFact]
    public void With_a_seed_elements_are_dropped()
    {
        Tensor<float> input = TestData.Random(20, 3, 5, 7);
        Tensor<bool> kept = DropoutMask.Draw(4, 0.75f, input.Shape);
        var expected = new Tensor<float>(input.Shape, input.Data.Zip(kept.Data, (v, k) => k ? v * 4 : 0).ToArray());
        var ratio = new Tensor<float>(TensorShape.Scalar, [0.75f]);
        var training = new Tensor<bool>(TensorShape.Scalar, [true]);
        OperatorHarness.Check(new Dropout(4, true), [input, ratio, training], [expected, kept], [1, 2]);
    }
}
