using CnnVulkan.Demo;
using CnnVulkan.Demo.App;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.DemoTests.Sources;
using CnnVulkan.Tests;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.App;

public sealed class PictureKeysTests
{
    [SkippableFact]
    public void The_keys_of_props_go_through_pictures_while_those_are_on_show() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        for (byte i = 0; i < 3; i++)
            PictureFiles.Write(folder[$"{i}.png"], 4, 4, new Rgba32(i, 0, 0));
        using var app = new DemoApp(device, new DemoOptions { Model = "filters", Source = folder.Root, Width = 320, Height = 200, CacheDirectory = "off" });
        var pictures = (PictureSource)app.Sources.Current!;
        app.Do(DemoAction.NextProp);
        Assert.Equal("1.png (2 of 3)", pictures.Name);
        app.Do(DemoAction.PreviousProp);
        app.Do(DemoAction.PreviousProp);
        Assert.Equal("2.png (3 of 3)", pictures.Name);
        app.Do(DemoAction.ToggleCycle);
        Assert.Equal(0, pictures.Interval);
        app.Do(DemoAction.ToggleCycle);
        Assert.True(pictures.Interval > 0);
    });
}
