using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Outputs that are known at load and still asked for.</summary>
public sealed class ConstantOfShapeTests
{
    [SkippableFact]
    public void What_is_known_at_load_can_be_an_output()
    {
        var fill = new ConstantOfShape(new Tensor<float>(TensorShape.Scalar, [2]));
        OperatorHarness.Check(fill, [TestData.Longs(2, 3)], [new Tensor<float>(new TensorShape(2, 3), [2, 2, 2, 2, 2, 2])], [0]);
        OperatorHarness.Check(new Shape(0, 9), [TestData.Random(38, 2, 3)], [TestData.Longs(2, 3)]);
        OperatorHarness.Check(new Constant(TestData.Longs(4)), [], [TestData.Longs(4)]);
    }
}
