using CnnVulkan.Demo;
using CnnVulkan.Demo.Vision;

namespace CnnVulkan.DemoTests.Vision;

public sealed class SeenAreaTests
{
    [Fact]
    public void The_crop_in_fractions_of_the_picture()
    {
        // 512×256 after the resize; 224×224 of its middle.
        Assert.Equal(new Rect(144 / 512f, 16 / 256f, 224 / 512f, 224 / 256f), SeenArea.Of(Preprocessing.Default, 1000, 500));
        Assert.Equal(new Rect(0, 0, 1, 1), SeenArea.Of(Preprocessing.Default with { DoCenterCrop = false }, 1000, 500));
        Assert.Equal(new Rect(0, 0, 1, 1), SeenArea.Of(Preprocessing.Default with { DoResize = false }, 100, 50));
    }
}
