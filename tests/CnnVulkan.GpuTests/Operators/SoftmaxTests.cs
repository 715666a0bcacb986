using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public class SoftmaxTests
{
    public static TheoryData<int[], int> Shapes => new()
    {
        { [3, 5, 7], 0 },
        { [3, 5, 7], 1 },
        { [3, 5, 7], -1 },
        { [1, 1000], 1 },
        { [3, 127, 5, 3], 1 },
        { [5], 0 },
        { [1], 0 },
    };

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void One_axis(int[] shape, int axis)
    {
        Tensor<float> x = TestData.Uniform(1, -5, 5, shape);
        OperatorHarness.Check(new Softmax(SoftmaxFunction.Softmax, axis), [x], [SoftmaxReference.Softmax(x, axis)]);
        OperatorHarness.Check(new Softmax(SoftmaxFunction.LogSoftmax, axis), [x], [SoftmaxReference.LogSoftmax(x, axis)]);
    }

    [SkippableTheory]
    [InlineData(1, new[] { 1, 2 })]
    [InlineData(0, new[] { 0, 1, 2 })]
    [InlineData(2, new[] { 2 })]
    public void Everything_from_an_axis_on(int axis, int[] over)
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 17);
        OperatorHarness.Check(new Softmax(SoftmaxFunction.Softmax, axis, true), [x], [SoftmaxReference.Softmax(x, over)]);
    }

    [SkippableFact]
    public void Large_numbers_do_not_overflow()
    {
        var x = new Tensor<float>(new TensorShape(2, 3), [10000, 10001, 10002, -1000, 0, 1000]);
        OperatorHarness.Check(new Softmax(), [x], [SoftmaxReference.Softmax(x, 1)], float16: false);
    }

    [SkippableFact]
    public void Hardmax_marks_the_first_largest()
    {
        var x = new Tensor<float>(new TensorShape(2, 4), [1, 3, 3, 2, 5, 0, 1, 5]);
        OperatorHarness.Check(new Softmax(SoftmaxFunction.Hardmax), [x], [new Tensor<float>(x.Shape, [0, 1, 0, 0, 1, 0, 0, 0])]);
        Tensor<float> wide = TestData.Random(1, 2, 200);
        Tensor<long> first = ArgReduceReference.Run(wide, 1, true, false);
        float[] marked = [.. Enumerable.Range(0, 400).Select(i => first.Data[i / 200] == i % 200 ? 1f : 0f)];
        OperatorHarness.Check(new Softmax(SoftmaxFunction.Hardmax), [wide], [new Tensor<float>(wide.Shape, marked)], float16: false);
    }
}
