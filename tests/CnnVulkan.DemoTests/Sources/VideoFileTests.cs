using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class VideoFileTests
{
    [SkippableFact]
    public void Each_frame_comes_once_in_order_with_its_exact_pixels_and_the_video_starts_over()
    {
        using var folder = new TemporaryFolder();
        using var feed = new VideoFeed(new FileInput(ExactVideo.Write(folder)), new VideoOptions { Pacing = Pacing.EveryFrame });
        for (int i = 0; i < (3 * ExactVideo.Frames) + 1; i++)
        {
            PixelFrame frame = feed.Take() ?? throw new InvalidOperationException(feed.State.Message);
            Assert.Equal(i, frame.Number);
            Assert.Equal((ExactVideo.Width, ExactVideo.Height), (frame.Width, frame.Height));
            Assert.True(ExactVideo.Picture(i % ExactVideo.Frames).AsSpan().SequenceEqual(frame.Pixels), $"Frame {i} has other pixels.");
            Assert.Equal(Phase.Ready, feed.State.Phase);
        }
    }

    [SkippableFact]
    public void Shown_live_frames_never_go_back_and_asking_never_waits()
    {
        using var folder = new TemporaryFolder();
        using var feed = new VideoFeed(new FileInput(ExactVideo.Write(folder)), new VideoOptions());
        long last = Eventually.Frame(feed).Number;
        for (int i = 0; i < 5; i++)
        {
            PixelFrame frame = Eventually.Frame(feed);
            Assert.True(frame.Number > last);
            last = frame.Number;
            Assert.True(ExactVideo.Picture((int)(last % ExactVideo.Frames)).AsSpan().SequenceEqual(frame.Pixels), $"Frame {last} has other pixels.");
        }
    }

    [SkippableFact]
    public void A_video_of_photos_shows_them_scaled_to_fit()
    {
        using var folder = new TemporaryFolder();
        string[] photos = ["tabby", "flamingo", "starfish"];
        string video = PhotoVideo.Write(folder, 1600, 1200, framesEach: 2, photos);
        using var feed = new VideoFeed(new FileInput(video), new VideoOptions { Pacing = Pacing.EveryFrame });
        var means = new List<(double Red, double Green, double Blue)>();
        for (int i = 0; i < 5; i++)
        {
            PixelFrame frame = feed.Take() ?? throw new InvalidOperationException(feed.State.Message);
            Assert.Equal((960, 720), (frame.Width, frame.Height));
            means.Add(Mean(frame));
        }
        for (int i = 0; i < means.Count; i++)
        {
            (double red, double green, double blue) = Mean(PictureDecoder.Load(SharedData.Require($"photos/{photos[i / 2]}.jpg")));
            Assert.InRange(means[i].Red - red, -3, 3);
            Assert.InRange(means[i].Green - green, -3, 3);
            Assert.InRange(means[i].Blue - blue, -3, 3);
        }
    }

    [SkippableFact]
    public void A_single_picture_is_a_video_too()
    {
        InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        InstalledFfmpeg.Run("-f", "lavfi", "-i", "testsrc2=size=16x8", "-frames:v", "1", folder["still.gif"]);
        using var feed = new VideoFeed(new FileInput(folder["still.gif"]), new VideoOptions { Pacing = Pacing.EveryFrame });
        PixelFrame frame = feed.Take() ?? throw new InvalidOperationException(feed.State.Message);
        Assert.Equal((16, 8), (frame.Width, frame.Height));
    }

    [SkippableTheory]
    [InlineData("broken.mp4", "not a video", "no video: choose another")]
    [InlineData("broken.mkv", "not a video", "no video: choose another")]
    [InlineData("broken.webm", "", "no video: choose another")]
    public void A_file_that_is_no_video_fails_with_the_reason(string name, string content, string advice)
    {
        InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        string path = folder.Write(name, content);
        using var feed = new VideoFeed(new FileInput(path), new VideoOptions { Pacing = Pacing.EveryFrame });
        Assert.Null(feed.Take());
        Assert.Equal(Phase.Failed, feed.State.Phase);
        Assert.StartsWith(name + " cannot be read: ", feed.State.Message, StringComparison.Ordinal);
        Assert.Contains(advice, feed.State.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_that_is_gone_or_holds_only_sound_fails_with_the_reason()
    {
        InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        using (var feed = new VideoFeed(new FileInput(folder["gone.mp4"]), new VideoOptions()))
            Assert.Contains("not there any more", Eventually.Failure(feed), StringComparison.Ordinal);
        InstalledFfmpeg.Run("-f", "lavfi", "-i", "sine=duration=0.1", folder["sound.wav"]);
        using (var feed = new VideoFeed(new FileInput(folder["sound.wav"]), new VideoOptions()))
            Assert.Contains("no picture", Eventually.Failure(feed), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_ffmpeg_the_feed_says_what_to_install()
    {
        using var folder = new TemporaryFolder();
        using var feed = new VideoFeed(new FileInput(folder.Write("a.mp4", "x")), new VideoOptions { SearchPath = folder.Root, Pacing = Pacing.EveryFrame });
        Assert.Null(feed.Take());
        Assert.Contains("apt install ffmpeg", feed.State.Message, StringComparison.Ordinal);
    }

    private static (double Red, double Green, double Blue) Mean(PixelFrame frame)
    {
        Span<byte> pixels = frame.Pixels;
        double red = 0, green = 0, blue = 0;
        for (int i = 0; i < pixels.Length; i += 4)
            (red, green, blue) = (red + pixels[i], green + pixels[i + 1], blue + pixels[i + 2]);
        double count = pixels.Length / 4;
        return (red / count, green / count, blue / count);
    }
}
