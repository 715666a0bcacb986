using CnnVulkan.Demo;
using CnnVulkan.Demo.App;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.DemoTests.Sources;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Tests;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.App;

public sealed class SourceSlotsTests
{
    [SkippableFact]
    public void While_time_stands_videos_do_too_and_pictures_can_be_looked_through() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        SourceSpec video = SourceSpec.Parse(ExactVideo.Write(folder));
        for (byte i = 0; i < 3; i++)
            PictureFiles.Write(folder[$"pictures/{i}.png"], 4, 4, new Rgba32(i, 0, 0));
        using var target = new OffscreenTarget(device, 4, 4);
        using var slots = new SourceSlots(device, seed: 1, Pacing.EveryFrame);
        slots.Show(video);
        Assert.Equal(ExactVideo.Picture(0), Pixels(passed: 1 / 60f));
        Assert.Equal(ExactVideo.Picture(0), Pixels(passed: 0));
        Assert.Equal(ExactVideo.Picture(1), Pixels(passed: 1 / 60f));
        Assert.Equal(2, slots.Version);

        slots.Show(SourceSpec.Parse(folder["pictures"]));
        Assert.Equal(0, Pixels(passed: 1 / 60f)[0]);
        ((PictureSource)slots.Current!).Next();
        Assert.Equal(1, Pixels(passed: 0)[0]);
        Assert.Equal(4, slots.Version);

        // What was shown before comes back from its beginning.
        slots.Show(SourceKind.Video);
        Assert.Equal(ExactVideo.Picture(0), Pixels(passed: 0));

        byte[] Pixels(float passed)
        {
            FrameContext frame = target.Begin(new FrameTime(0, passed))!;
            GraphicsImage picture = slots.Record(frame, passed) ?? throw new InvalidOperationException(slots.Current?.State.Message);
            target.Picture.Begin(frame.Commands);
            target.Picture.End(frame.Commands);
            target.End(frame);
            return PixelReader.Read(device, picture);
        }
    });

    [SkippableFact]
    public void A_kind_with_nothing_to_show_says_what_to_do() => DemoDevice.Run(device =>
    {
        using var slots = new SourceSlots(device, seed: 1, Pacing.EveryFrame);
        Assert.Equal((SourceKind.Scene, ""), (slots.Kind, slots.Missing));
        slots.Show(SourceKind.Video);
        Assert.Null(slots.Current);
        Assert.Contains("Drop a video", slots.Missing, StringComparison.Ordinal);
        slots.Show(SourceKind.Pictures);
        Assert.Contains("Drop pictures", slots.Missing, StringComparison.Ordinal);
        slots.Show(SourceKind.Scene);
        Assert.Equal("", slots.Missing);
        Assert.NotNull(slots.Current);
    });
}
