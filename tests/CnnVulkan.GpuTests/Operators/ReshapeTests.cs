using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>The operators that give their input another shape.</summary>
public sealed class ReshapeTests
{
    [SkippableFact]
    public void Elements_stay_where_they_are()
    {
        Tensor<float> input = TestData.Random(15, 2, 3, 1, 5);
        OperatorHarness.Check(new Reshape(default, false), [input, TestData.Longs(5, -1)], [input.Reshape(new TensorShape(5, 6))], [1]);
        OperatorHarness.Check(new Flatten(2), [input], [input.Reshape(new TensorShape(6, 5))]);
        OperatorHarness.Check(new Squeeze([2]), [input], [input.Reshape(new TensorShape(2, 3, 5))]);
        OperatorHarness.Check(new Unsqueeze([0]), [input], [input.Reshape(new TensorShape(1, 2, 3, 1, 5))]);
        OperatorHarness.Check(new Identity(), [input], [input]);
    }
}
