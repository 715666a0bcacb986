using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class SpaceToDepthTests
{
    [SkippableTheory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 5, 3)]
    [InlineData(1, 127, 2)]
    public void Pixels_become_channels(int batch, int channels, int block)
    {
        Tensor<float> input = TestData.Random(14, batch, channels, block * 3, block * 5);
        OperatorHarness.Check(new SpaceToDepth(block), [input], [SpaceToDepthReference.Run(input, block)]);
    }
}
