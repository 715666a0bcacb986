using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class FfmpegSourceTests
{
    [SkippableFact]
    public void Frame_n_of_a_video_is_the_picture_of_frame_n() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        string video = ExactVideo.Write(folder);
        using var frames = new SourceFrames(device);
        using IFrameSource source = SourceFactory.Open(device, SourceSpec.Parse(video), Pacing.EveryFrame);
        Assert.Equal("exact.mkv", source.Name);
        Assert.Equal(0, source.Version);
        for (int i = 0; i < ExactVideo.Frames + 2; i++)
        {
            Assert.Equal(ExactVideo.Picture(i % ExactVideo.Frames), frames.Pixels(source));
            Assert.Equal(i + 1, source.Version);
            Assert.Equal(Availability.Ready, source.State);
        }
    });

    [SkippableFact]
    public void Shown_live_a_picture_stays_until_the_next_and_nothing_new_is_allocated() => DemoDevice.Run(device =>
    {
        InstalledFfmpeg.Require();
        using var frames = new SourceFrames(device);
        using var source = new FfmpegSource(device, new LavfiInput("testsrc=size=64x48:rate=100"), new VideoOptions());
        Eventually.Is(() => frames.Record(source) is not null && source.Version >= 3, () => source.State.Message);
        int memory = device.Memory.Count;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long version = source.Version;
        int recorded = 0;
        while (source.Version < version + 20)
        {
            frames.Record(source);
            recorded++;
            Thread.Sleep(1);
        }
        // The frame's own description is the one object per frame; a picture has 12288 bytes.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / recorded, 0, 400);
        Assert.Equal(memory, device.Memory.Count);
        Assert.Equal(0, device.RetiredCount);
    });

    [SkippableFact]
    public void A_source_that_fails_gives_no_picture_and_no_wait() => DemoDevice.Run(device =>
    {
        InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        using var frames = new SourceFrames(device);
        using IFrameSource source = SourceFactory.Open(device, SourceSpec.Parse(folder.Write("a.mp4", "no video")), Pacing.EveryFrame);
        Assert.Null(frames.Record(source));
        Assert.Equal(Phase.Failed, source.State.Phase);
        Assert.Equal(0, source.Version);
    });

    [SkippableFact]
    public void Changing_sources_again_and_again_leaves_nothing() => DemoDevice.Run(device =>
    {
        using var folder = new TemporaryFolder();
        SourceSpec spec = SourceSpec.Parse(ExactVideo.Write(folder));
        using var frames = new SourceFrames(device);
        int memory = device.Memory.Count;
        for (int i = 0; i < 8; i++)
        {
            using IFrameSource source = SourceFactory.Open(device, spec, Pacing.EveryFrame);
            Assert.NotNull(frames.Record(source));
        }
        device.WaitIdle();
        for (int i = 0; i < 3; i++)
        {
            using var waiting = new FfmpegSource(device, new LavfiInput("testsrc"), new VideoOptions());
            frames.Record(waiting);
        }
        device.WaitIdle();
        Assert.Equal((memory, 0), (device.Memory.Count, device.RetiredCount));
    });

    [SkippableFact]
    public void The_scene_is_not_opened_here() => DemoDevice.Run(device =>
        Assert.Throws<ArgumentException>(() => SourceFactory.Open(device, SourceSpec.Scene, Pacing.Newest)));
}
