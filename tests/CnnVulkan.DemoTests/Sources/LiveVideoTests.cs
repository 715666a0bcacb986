using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class LiveVideoTests
{
    private const string Camera = "testsrc=size=64x48:rate=100";

    private static readonly VideoOptions Quick = new() { FirstRetry = TimeSpan.FromMilliseconds(20), LongestRetry = TimeSpan.FromMilliseconds(100) };

    [SkippableFact]
    public void A_camera_that_is_unplugged_is_lost_and_found_again()
    {
        InstalledFfmpeg.Require();
        using var feed = new VideoFeed(new LavfiInput(Camera), Quick with { FirstRetry = TimeSpan.FromSeconds(0.5) });
        long before = Eventually.Frame(feed).Number;
        Assert.Equal(Availability.Ready, feed.State);
        Kill(feed.ProcessId);
        Eventually.Is(() => feed.State.Phase == Phase.Waiting, () => feed.State.Message);
        Assert.Contains("test camera cannot be read", feed.State.Message, StringComparison.Ordinal);
        Assert.EndsWith("It is tried again by itself.", feed.State.Message, StringComparison.Ordinal);
        Eventually.Is(() => feed.State.Phase == Phase.Ready, () => feed.State.Message);
        Eventually.Is(() => feed.Take() is { } frame && frame.Number > before, () => feed.State.Message);
    }

    [SkippableFact]
    public void The_first_way_to_open_that_gives_a_frame_is_kept()
    {
        InstalledFfmpeg.Require();
        using var feed = new VideoFeed(new LavfiInput("nosuchsource", "testsrc=size=1x0", "testsrc=size=32x20:rate=50"), Quick);
        PixelFrame frame = Eventually.Frame(feed);
        Assert.Equal((32, 20), (frame.Width, frame.Height));
    }

    [SkippableFact]
    public void A_camera_that_never_opens_fails_with_what_ffmpeg_said_and_is_tried_again()
    {
        InstalledFfmpeg.Require();
        using var feed = new VideoFeed(new LavfiInput("nosuchsource"), Quick);
        string message = Eventually.Failure(feed);
        Assert.Contains("nosuchsource", message, StringComparison.Ordinal);
        Assert.EndsWith("Do something. It is tried again by itself.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("@ 0x", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_camera_that_falls_silent_is_lost()
    {
        InstalledFfmpeg.Require();
        // Two frames at once, the next one in a thousand seconds.
        using var feed = new VideoFeed(new LavfiInput("color=size=8x8:rate=10,setpts='if(lt(N,2),0,1000/TB)'"),
            Quick with { StallLimit = TimeSpan.FromSeconds(0.3), FirstRetry = TimeSpan.FromSeconds(30) });
        Eventually.Frame(feed);
        Eventually.Is(() => feed.State.Phase == Phase.Waiting, () => feed.State.Message);
        Assert.Contains("has sent nothing", feed.State.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_leaves_no_process_and_no_thread(bool everyFrame)
    {
        InstalledFfmpeg.Require();
        int id;
        using (var feed = new VideoFeed(new LavfiInput(Camera), Quick with { Pacing = everyFrame ? Pacing.EveryFrame : Pacing.Newest }))
        {
            Eventually.Frame(feed);
            id = feed.ProcessId;
            Assert.True(IsRunning(id));
            long start = Stopwatch.GetTimestamp();
            feed.Dispose();
            Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
            Assert.False(feed.IsAlive);
            Assert.Equal(0, feed.ProcessId);
        }
        Assert.False(IsRunning(id));
    }

    [SkippableFact]
    public void What_is_stopped_without_waiting_is_gone_a_moment_later()
    {
        InstalledFfmpeg.Require();
        var feed = new VideoFeed(new LavfiInput(Camera), Quick);
        Eventually.Frame(feed);
        int id = feed.ProcessId;
        feed.Stop();
        Eventually.Is(() => !feed.IsAlive, () => "The thread runs on.");
        Assert.False(IsRunning(id));
        Assert.Null(feed.Take());
    }

    [SkippableFact]
    public void Dispose_in_any_moment_of_opening_leaves_nothing()
    {
        InstalledFfmpeg.Require();
        for (int wait = 0; wait < 200; wait += 25)
        {
            var feed = new VideoFeed(new LavfiInput(Camera), Quick);
            Thread.Sleep(wait);
            int id = feed.ProcessId;
            feed.Dispose();
            Assert.False(feed.IsAlive);
            Assert.False(id != 0 && IsRunning(id));
        }
    }

    /// <summary>What happens when this program is killed: nobody kills ffmpeg, but nobody reads its output any more.</summary>
    [SkippableFact]
    public void An_ffmpeg_that_nobody_listens_to_ends_by_itself()
    {
        FfmpegProgram program = InstalledFfmpeg.Require();
        using var process = new FfmpegProcess(program, FfmpegArguments.Build(program, ["-re", "-f", "lavfi", "-i", Camera], Quick), "test");
        Assert.True(new PamReader(process.Output).Read(new PixelFrame()));
        process.Output.Dispose();
        Eventually.Is(() => !IsRunning(process.Id), () => "It runs on.");
        Assert.NotEqual(0, process.WaitForEnd(out string[] messages));
        Assert.NotEmpty(messages);
    }

    [SkippableFact]
    public void A_stream_at_an_address_is_read_and_called_again_when_it_ends()
    {
        InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        InstalledFfmpeg.Run("-f", "lavfi", "-i", "testsrc=size=80x60:rate=25:duration=0.4", "-c:v", "mjpeg", folder["live.mkv"]);
        byte[] video = File.ReadAllBytes(folder["live.mkv"]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int calls = 0;
        _ = Task.Run(async () =>
        {
            while (true)
            {
                using TcpClient caller = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref calls);
                NetworkStream stream = caller.GetStream();
                await stream.ReadAtLeastAsync(new byte[2000], 1);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\nContent-Type: video/x-matroska\r\nContent-Length: {video.Length}\r\n\r\n"));
                await stream.WriteAsync(video);
            }
        });
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var feed = new VideoFeed(new NetworkInput($"http://eve:secret@127.0.0.1:{port}/live?key=secret"), Quick);
        Assert.Equal($"http://127.0.0.1:{port}/live", feed.Name);
        Assert.Equal(80, Eventually.Frame(feed).Width);
        Eventually.Is(() => feed.Take() is { Number: > 12 }, () => feed.State.Message);
        Assert.True(calls > 1);
    }

    [SkippableFact]
    public void An_address_where_nobody_listens_fails_without_telling_the_password()
    {
        InstalledFfmpeg.Require();
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        foreach (string scheme in new[] { "http", "rtsp" })
        {
            using var feed = new VideoFeed(new NetworkInput($"{scheme}://eve:secret@127.0.0.1:{port}/live?key=secret"), Quick);
            string message = Eventually.Failure(feed);
            Assert.StartsWith($"{scheme}://127.0.0.1:{port}/live cannot be read: Connection refused. The host answers", message, StringComparison.Ordinal);
            Assert.Contains("nothing listens on this port", message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        }
    }

    private static void Kill(int id)
    {
        using Process process = Process.GetProcessById(id);
        process.Kill();
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
