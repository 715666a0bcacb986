using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

public sealed class NetworkInputTests
{
    [SkippableTheory]
    [InlineData("rtsp://10.0.0.5/stream", false, "-rtsp_transport")]
    [InlineData("http://10.0.0.5/mjpg/video.cgi", false, "-rw_timeout")]
    [InlineData("https://host/films/a.MP4?key=1", true, "-rw_timeout")]
    [InlineData("http://host/live.m3u8", true, "-rw_timeout")]
    [InlineData("rtmp://host/live", false, "-rw_timeout")]
    [InlineData("udp://239.1.1.1:1234", false, "-timeout")]
    public void Recordings_are_played_at_their_speed_and_cameras_as_they_come(string address, bool atItsSpeed, string limit)
    {
        FfmpegProgram program = InstalledFfmpeg.Require();
        IReadOnlyList<string> live = Assert.Single(new NetworkInput(address).WaysToOpen(program, Pacing.Newest));
        Assert.Equal(atItsSpeed, live.Contains("-re"));
        Assert.Contains(limit, live);
        Assert.Equal(["-i", address], live.TakeLast(2));
        Assert.DoesNotContain("-re", Assert.Single(new NetworkInput(address).WaysToOpen(program, Pacing.EveryFrame)));
    }

    [Theory]
    [InlineData("rtsp://eve:p%40ss@host:8554/a/b?token=1#2", "rtsp://host:8554/a/b")]
    [InlineData("http://host/live", "http://host/live")]
    public void Names_tell_no_secrets(string address, string name) => Assert.Equal(name, new NetworkInput(address).Name);

    [Theory]
    [InlineData("method DESCRIBE failed: 401 Unauthorized", "user name and a password")]
    [InlineData("Server returned 404 Not Found", "nothing under this path")]
    [InlineData("Failed to resolve hostname cam: Name or service not known", "name is unknown")]
    [InlineData("Connection timed out", "There is no answer")]
    public void Troubles_come_with_advice(string message, string advice)
        => Assert.Contains(advice, new NetworkInput("rtsp://cam/a").Advice(message), StringComparison.Ordinal);
}
