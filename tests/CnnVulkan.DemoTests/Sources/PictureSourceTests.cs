using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Tests;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Sources;

public sealed class PictureSourceTests
{
    [SkippableFact]
    public void Pictures_of_different_sizes_follow_each_other_by_key() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        Write(folder, 3);
        using var frames = new SourceFrames(device);
        using var source = new PictureSource(device, [folder.Root], Pacing.EveryFrame, interval: 0);
        Check(0, version: 1);
        Assert.Equal("0.png (1 of 3)", source.Name);
        // Nothing changes by itself.
        Check(0, version: 1);
        source.Next();
        Check(1, version: 2);
        source.Next();
        source.Next();
        Check(0, version: 3);
        source.Previous();
        Check(2, version: 4);
        Assert.Equal("2.png (3 of 3)", source.Name);

        void Check(int picture, long version)
        {
            byte[] pixels = frames.Pixels(source);
            Assert.Equal((8 + picture) * 8 * 4, pixels.Length);
            Assert.All(pixels.Chunk(4), p => Assert.Equal(new byte[] { (byte)picture, 200, 100, 255 }, p));
            Assert.Equal(version, source.Version);
        }
    });

    [SkippableFact]
    public void A_slide_show_goes_by_the_frames_time() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        Write(folder, 3);
        Assert.Equal(Play(), Play());

        string Play()
        {
            using var frames = new SourceFrames(device);
            using var source = new PictureSource(device, [folder.Root], Pacing.EveryFrame, interval: 5 / 60.0);
            string shown = string.Concat(Enumerable.Range(0, 20).Select(_ => frames.Pixels(source)[0]));
            Assert.Equal("00000111112222200000", shown);
            return shown;
        }
    });

    [SkippableFact]
    public void A_broken_picture_is_passed_over_and_told() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        Write(folder, 2);
        string broken = folder.Write("broken.png", "no picture");
        using var frames = new SourceFrames(device);
        using IFrameSource source = SourceFactory.Open(device, SourceSpec.FromPaths([broken, folder["0.png"]]), Pacing.EveryFrame);
        Assert.NotNull(frames.Record(source));
        Assert.Equal(Phase.Ready, source.State.Phase);
        Assert.StartsWith("broken.png cannot be shown", source.State.Message, StringComparison.Ordinal);
        using IFrameSource none = SourceFactory.Open(device, SourceSpec.Parse(broken), Pacing.EveryFrame);
        Assert.Null(frames.Record(none));
        Assert.Equal(Phase.Failed, none.State.Phase);
        Assert.Equal("broken.png", none.Name);
    });

    [SkippableFact]
    public void Shown_live_the_picture_comes_when_it_is_decoded() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        Write(folder, 1);
        using var frames = new SourceFrames(device);
        using IFrameSource source = SourceFactory.Open(device, SourceSpec.Parse(folder.Root), Pacing.Newest);
        Eventually.Is(() => frames.Record(source) is not null, () => source.State.Message);
        Assert.Equal(1, source.Version);
    });

    private static void Write(TemporaryFolder folder, int count)
    {
        for (int i = 0; i < count; i++)
            PictureFiles.Write(folder[$"{i}.png"], 8 + i, 8, new Rgba32((byte)i, 200, 100));
    }
}
