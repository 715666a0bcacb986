using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class SpaceToDepthTests
{
    [Fact]
    public void Pixels_become_channels()
    {
        Tensor<float> input = TestData.Random(7, 2, 3, 4, 6);
        var output = (Tensor<float>)OneNode.Evaluate(new SpaceToDepth(2), input)[0];

        Tensor<float> expected = SpaceToDepthReference.Run(input, 2);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Pixels_that_the_block_does_not_divide_are_refused()
        => Assert.Contains("not a multiple of blocksize 2", OneNode.Error(new SpaceToDepth(2), 1, OneNode.Data(1, 1, 3, 4)));
}
