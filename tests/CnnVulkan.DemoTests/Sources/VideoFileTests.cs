using System.Globalization;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class VideoFileTests
{
    private const int Width = 40;
    private const int Height = 24;
    private const int Frames = 12;

    [SkippableFact]
    public void Each_frame_comes_once_in_order_with_its_exact_pixels_and_the_video_starts_over()
    {
        using var folder = new TemporaryFolder();
        using var feed = new VideoFeed(new FileInput(LosslessVideo(folder)), new VideoOptions { Pacing = Pacing.EveryFrame });
        for (int i = 0; i < (3 * Frames) + 1; i++)
        {
            PixelFrame frame = feed.Take() ?? throw new InvalidOperationException(feed.State.Message);
            Assert.Equal(i, frame.Number);
            Assert.Equal((Width, Height), (frame.Width, frame.Height));
            Assert.True(Picture(i % Frames).AsSpan().SequenceEqual(frame.Pixels), $"Frame {i} has other pixels.");
            Assert.Equal(SourceStatus.Ready, feed.State.Status);
        }
    }

    [SkippableFact]
    public void Shown_live_frames_never_go_back_and_asking_never_waits()
    {
        using var folder = new TemporaryFolder();
        using var feed = new VideoFeed(new FileInput(LosslessVideo(folder)), new VideoOptions());
        long last = Eventually.Frame(feed).Number;
        for (int i = 0; i < 5; i++)
        {
            PixelFrame frame = Eventually.Frame(feed);
            Assert.True(frame.Number > last);
            last = frame.Number;
            Assert.True(Picture((int)(last % Frames)).AsSpan().SequenceEqual(frame.Pixels), $"Frame {last} has other pixels.");
        }
    }

    [SkippableFact]
    public void A_video_of_photos_shows_them_scaled_to_fit()
    {
        using var folder = new TemporaryFolder();
        string video = PhotoVideo.Write(folder, 1600, 1200, framesEach: 2, "tabby", "flamingo", "starfish");
        using var feed = new VideoFeed(new FileInput(video), new VideoOptions { Pacing = Pacing.EveryFrame });
        var means = new List<(double Red, double Green, double Blue)>();
        for (int i = 0; i < 5; i++)
        {
            PixelFrame frame = feed.Take() ?? throw new InvalidOperationException(feed.State.Message);
            Assert.Equal((960, 720), (frame.Width, frame.Height));
            means.Add(Mean(frame));
        }
        // Two frames of each photo; a flamingo is redder than a cat.
        Assert.InRange(Math.Abs(means[0].Red - means[1].Red), 0, 0.5);
        Assert.InRange(Math.Abs(means[2].Red - means[3].Red), 0, 0.5);
        Assert.True(means[2].Red - means[2].Blue > means[0].Red - means[0].Blue + 5, $"{means[2]} after {means[0]}");
        Assert.True(Math.Abs(means[4].Red - means[2].Red) > 1, $"{means[4]} after {means[2]}");
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
        Assert.Equal(SourceStatus.Failed, feed.State.Status);
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

    /// <summary>Pixels that no two frames share, packed by a codec that keeps each of them.</summary>
    private static string LosslessVideo(TemporaryFolder folder)
    {
        InstalledFfmpeg.Require();
        string raw = folder.Write("raw.rgba", [.. Enumerable.Range(0, Frames).SelectMany(Picture)]);
        string size = string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
        InstalledFfmpeg.Run("-f", "rawvideo", "-pixel_format", "rgba", "-video_size", size, "-framerate", "25", "-i", raw, "-c:v", "ffv1", "-pix_fmt", "bgra", folder["exact.mkv"]);
        return folder["exact.mkv"];
    }

    private static byte[] Picture(int number)
    {
        byte[] pixels = new byte[Width * Height * 4];
        new Random(number).NextBytes(pixels);
        return pixels;
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
