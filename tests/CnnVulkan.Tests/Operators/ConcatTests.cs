using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class ConcatTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_stand_one_after_the_other(int axis)
    {
        Tensor<float>[] parts = [TestData.Random(1, 2, 3, 4), TestData.Random(2, new TensorShape(2, 3, 4).With(axis, 5).ToArray()), TestData.Random(3, 2, 3, 4)];
        var output = (Tensor<float>)OneNode.Evaluate(new Concat(axis - 3), parts)[0];

        Tensor<float> expected = ConcatReference.Run(axis, parts);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Parts_that_differ_elsewhere_are_refused()
    {
        Assert.Contains("input 1", OneNode.Error(new Concat(0), 1, OneNode.Data(2, 3), OneNode.Data(2, 4)));
        Assert.Contains("input 1", OneNode.Error(new Concat(0), 1, OneNode.Data(2, 3), OneNode.Data(2)));
        Assert.Contains("input 1", OneNode.Error(new Concat(0), 1, OneNode.Data(2), OneNode.Known(1)));
        Assert.Contains("Axis 2 is out of range", OneNode.Error(new Concat(2), 1, OneNode.Data(2, 3)));
    }
}
