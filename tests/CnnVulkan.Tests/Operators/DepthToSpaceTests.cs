using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class DepthToSpaceTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Channels_become_pixels_and_back(int block, bool columnRowDepth)
    {
        Tensor<float> input = TestData.Random(6, 2, 3 * block * block, 4, 5);
        var output = (Tensor<float>)OneNode.Evaluate(new DepthToSpace(block, columnRowDepth), input)[0];

        Tensor<float> expected = DepthToSpaceReference.Run(input, block, columnRowDepth);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
        if (!columnRowDepth)
            Assert.Equal(input.Data, ((Tensor<float>)OneNode.Evaluate(new SpaceToDepth(block), output)[0]).Data);
    }

    [Fact]
    public void Misfits_are_refused()
    {
        Assert.Contains("not a multiple of blocksize² = 4", OneNode.Error(new DepthToSpace(2, false), 1, OneNode.Data(1, 6, 2, 2)));
        Assert.Contains("N×C×H×W", OneNode.Error(new DepthToSpace(2, false), 1, OneNode.Data(4, 2, 2)));
        Assert.Contains("blocksize must be positive", OneNode.Error(new DepthToSpace(0, false), 1, OneNode.Data(1, 4, 2, 2)));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("DepthToSpace", 11, ("mode", "RCD")));
    }
}
