using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class FfmpegProgramTests
{
    [Theory]
    [InlineData("ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers", "5.1")]
    [InlineData("ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000-2021", "4.4")]
    [InlineData("ffmpeg version n7.1 Copyright (c) 2000-2024", "7.1")]
    [InlineData("ffmpeg version N-112585-g5cf2a1a1b7-20231030 Copyright (c)", "2147483647.0")]
    [InlineData("ffmpeg version 2024-01-04-git-aeafb2ab6b-full_build-www.gyan.dev", "2147483647.0")]
    [InlineData("", "2147483647.0")]
    public void Versions_are_understood_and_unknown_ones_are_new(string banner, string version)
        => Assert.Equal(Version.Parse(version), FfmpegProgram.ParseVersion(banner));

    [Fact]
    public void A_missing_ffmpeg_is_told_with_how_to_install_it()
    {
        using var empty = new TemporaryFolder();
        string message = Assert.Throws<SourceException>(() => FfmpegProgram.Find($"{Path.PathSeparator}{empty.Root}")).Message;
        Assert.Contains("none of the folders of PATH", message, StringComparison.Ordinal);
        Assert.Contains("apt install ffmpeg", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_of_that_name_that_cannot_be_run_is_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no permission to execute.");
        using var folder = new TemporaryFolder();
        folder.Write("ffmpeg", "text");
        Assert.Contains("cannot be run", Assert.Throws<SourceException>(() => FfmpegProgram.Find(folder.Root)).Message, StringComparison.Ordinal);
    }
}
