using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tuning;

namespace CnnVulkan.GpuTests.Tuning;

public sealed class StreamCopyTests
{
    [SkippableTheory]
    [InlineData(1, 4)]
    [InlineData(3, 4, 127)]
    [InlineData(65, 5, 4)]
    public void Copies_all(params int[] shape)
    {
        VisionDevice device = GpuFixture.Device;
        Tensor<float> input = TestData.Random(7, shape);
        GpuFixture.Validated(device, () =>
        {
            using var runner = new PlanRunner(StreamCopy.Plan(input, device.Profile), device);
            Assert.Null(Comparator.Difference(input, runner.Run(new Dictionary<string, Tensor>())["output"], 0));
        });
    }

    [Fact]
    public void Refuses_a_rest()
        => Assert.Throws<ArgumentException>(() => StreamCopy.Plan(TestData.Random(1, 5), new DeviceProfile()));
}
