using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class DepthToSpaceTests
{
    [SkippableTheory]
    [InlineData(1, 1, 2, false)]
    [InlineData(3, 5, 3, false)]
    [InlineData(3, 5, 3, true)]
    [InlineData(1, 127, 2, true)]
    public void Channels_become_pixels(int batch, int channels, int block, bool columnRowDepth)
    {
        Tensor<float> input = TestData.Random(13, batch, channels * block * block, 3, 5);
        OperatorHarness.Check(new DepthToSpace(block, columnRowDepth), [input], [DepthToSpaceReference.Run(input, block, columnRowDepth)]);
    }
}
