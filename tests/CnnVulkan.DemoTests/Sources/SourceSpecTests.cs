using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class SourceSpecTests
{
    [Theory]
    [InlineData("scene", "Scene", "")]
    [InlineData(" Scene ", "Scene", "")]
    [InlineData("pad", "Pad", "")]
    [InlineData("camera", "Camera", "")]
    [InlineData("camera:1", "Camera", "1")]
    [InlineData("camera:/dev/video2", "Camera", "/dev/video2")]
    [InlineData("Camera:Logitech BRIO", "Camera", "Logitech BRIO")]
    [InlineData("rtsp://user:secret@10.0.0.5:554/stream?channel=1", "Network", "rtsp://user:secret@10.0.0.5:554/stream?channel=1")]
    [InlineData("http://host/live.m3u8", "Network", "http://host/live.m3u8")]
    [InlineData("udp://239.1.1.1:1234", "Network", "udp://239.1.1.1:1234")]
    public void Words_and_addresses(string text, string kind, string target)
    {
        SourceSpec spec = SourceSpec.Parse(text);
        Assert.Equal(kind, spec.Kind.ToString());
        Assert.Equal(target, spec.Target);
    }

    [Fact]
    public void Files_are_pictures_or_videos_by_their_names()
    {
        using var folder = new TemporaryFolder();
        string picture = folder.Write("a.JPG", "x"), video = folder.Write("b.mp4", "x");
        Assert.Equal(SourceKind.Pictures, SourceSpec.Parse(picture).Kind);
        Assert.Equal(SourceKind.Pictures, SourceSpec.Parse(folder.Root).Kind);
        Assert.Equal(SourceKind.Video, SourceSpec.Parse(video).Kind);
        Assert.Equal(video, SourceSpec.Parse(new Uri(video).AbsoluteUri).Target);
        Assert.Equal([picture, folder.Root], SourceSpec.FromPaths([picture, folder.Root]).Targets);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("camera:", "lacks which camera")]
    [InlineData("no-such-file.png", "is no file or folder")]
    [InlineData("gopher://host/x", "gopher:// are not understood; these are: rtsp")]
    [InlineData("rtsp:///stream", "names no host")]
    [InlineData("http://", "is no valid address")]
    public void What_cannot_be_is_refused_with_what_could(string text, string message)
        => Assert.Contains(message, Assert.Throws<SourceException>(() => SourceSpec.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_pictures_and_mixed_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no pictures", Assert.Throws<SourceException>(() => SourceSpec.Parse(folder.Root)).Message, StringComparison.Ordinal);
        string picture = folder.Write("a.png", "x"), video = folder.Write("b.mp4", "x");
        Assert.Contains("one at a time", Assert.Throws<SourceException>(() => SourceSpec.FromPaths([picture, video])).Message, StringComparison.Ordinal);
    }
}
