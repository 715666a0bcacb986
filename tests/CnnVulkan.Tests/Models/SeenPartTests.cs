namespace CnnVulkan.Tests.Models;

public sealed class SeenPartTests
{
    [Fact]
    public void The_crop_in_fractions_of_the_picture()
    {
        // 512×256 after the resize; 224×224 of its middle.
        Assert.Equal(new PictureArea(144 / 512f, 16 / 256f, 224 / 512f, 224 / 256f), Preprocessing.Default.SeenPart(1000, 500));
        Assert.Equal(PictureArea.Whole, (Preprocessing.Default with { DoCenterCrop = false }).SeenPart(1000, 500));
        Assert.Equal(PictureArea.Whole, (Preprocessing.Default with { DoResize = false }).SeenPart(100, 50));
    }
}
