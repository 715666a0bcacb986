using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Cameras;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

public sealed class CameraTests
{
    [Fact]
    public void Linux_lists_device_files_by_number_with_the_kernels_names()
    {
        using var folder = new TemporaryFolder();
        LinuxCameras system = Linux(folder, (0, "0", "Integrated Camera: Integrated C"), (1, "1", "Integrated Camera: Integrated C"), (10, "0", "BRIO"), (2, "", ""));
        folder.Write("dev/videodev", "");
        Assert.Equal(
            [
                new CameraDevice(folder["dev/video0"], "Integrated Camera: Integrated C"),
                new CameraDevice(folder["dev/video2"], "video2"),
                new CameraDevice(folder["dev/video10"], "BRIO"),
            ],
            system.List());
        Assert.Empty(new LinuxCameras(folder["absent"], folder["absent"]).List());
    }

    [Fact]
    public void DirectShow_lists_of_old_versions_part_video_from_audio_by_headings()
    {
        string[] list =
        [
            "[dshow @ 00000000001c23c0] DirectShow video devices (some may be both video and audio devices)",
            "[dshow @ 00000000001c23c0]  \"Integrated Webcam\"",
            "[dshow @ 00000000001c23c0]     Alternative name \"@device_pnp_\\\\?\\usb#vid_0c45&pid_6448&mi_00#7&2645f9e4&0&0000#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global\"",
            "[dshow @ 00000000001c23c0]  \"screen-capture-recorder\"",
            "[dshow @ 00000000001c23c0] DirectShow audio devices",
            "[dshow @ 00000000001c23c0]  \"麦克风 (High Definition Audio 设备)\"",
            "dummy: Immediate exit requested",
        ];
        Assert.Equal(["Integrated Webcam", "screen-capture-recorder"], DirectShowCameras.Parse(list).Select(c => c.Name));
    }

    [Fact]
    public void DirectShow_lists_of_new_versions_say_on_each_line_what_it_is()
    {
        string[] list =
        [
            "[dshow @ 000002a9f1d3a400] \"HD Pro Webcam C920\" (video)",
            "[dshow @ 000002a9f1d3a400]   Alternative name \"@device_pnp_\\\\?\\usb#vid_046d&pid_082d&mi_00#7&3a2\"",
            "[dshow @ 000002a9f1d3a400] \"OBS Virtual Camera\" (none)",
            "[dshow @ 000002a9f1d3a400] \"Capture Card\" (audio, video)",
            "[dshow @ 000002a9f1d3a400] \"Microphone (HD Pro Webcam C920)\" (audio)",
            "dummy: Immediate exit requested",
        ];
        Assert.Equal(["HD Pro Webcam C920", "Capture Card"], DirectShowCameras.Parse(list).Select(c => c.Id));
    }

    [Fact]
    public void AVFoundation_lists_cameras_by_number_and_screens_are_none()
    {
        string[] list =
        [
            "[AVFoundation indev @ 0x7fa8a0904080] AVFoundation video devices:",
            "[AVFoundation indev @ 0x7fa8a0904080] [0] FaceTime HD Camera (Built-in)",
            "[AVFoundation indev @ 0x7fa8a0904080] [1] iPhone Camera",
            "[AVFoundation indev @ 0x7fa8a0904080] [2] Capture screen 0",
            "[AVFoundation indev @ 0x7fa8a0904080] AVFoundation audio devices:",
            "[AVFoundation indev @ 0x7fa8a0904080] [0] Built-in Microphone",
            ": Input/output error",
        ];
        Assert.Equal([new CameraDevice("0", "FaceTime HD Camera (Built-in)"), new CameraDevice("1", "iPhone Camera")], AvFoundationCameras.Parse(list));
    }

    [SkippableFact]
    public void A_camera_is_chosen_by_place_device_or_name()
    {
        FfmpegProgram program = InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        LinuxCameras system = Linux(folder, (0, "0", "Integrated Camera"), (2, "0", "Logitech BRIO"));
        foreach ((string which, string device) in new[]
            { ("", "dev/video0"), ("0", "dev/video0"), ("1", "dev/video2"), (folder["dev/video2"], "dev/video2"), ("brio", "dev/video2"), ("+1", "dev/video2"), ("+4", "dev/video0") })
        {
            IReadOnlyList<IReadOnlyList<string>> ways = new CameraInput(which, system).WaysToOpen(program, Pacing.Newest);
            Assert.All(ways, way => Assert.Equal(folder[device], way[^1]));
            Assert.Contains("mjpeg", ways[0]);
            Assert.Equal(["-f", "v4l2", "-i", folder[device]], ways[^1]);
        }
        SourceException none = Assert.Throws<SourceException>(() => new CameraInput("7", system).WaysToOpen(program, Pacing.Newest));
        Assert.Contains("There are: camera:0 (Integrated Camera), camera:1 (Logitech BRIO)", none.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Without_a_camera_the_message_says_where_to_look_and_it_is_found_when_plugged_in()
    {
        InstalledFfmpeg.Require();
        using var folder = new TemporaryFolder();
        var options = new VideoOptions { FirstRetry = TimeSpan.FromMilliseconds(20), LongestRetry = TimeSpan.FromMilliseconds(50) };
        using var feed = new VideoFeed(new CameraInput("", new LinuxCameras(folder["dev"], folder["sys"])), options);
        Assert.Contains("No camera was found. Plug one in", Eventually.Failure(feed), StringComparison.Ordinal);
        // A text file is no camera, but it is found, and opening it fails with the reason and the advice for it.
        Linux(folder, (0, "0", "Odd Camera"));
        Eventually.Is(() => feed.State.Message.StartsWith("Odd Camera cannot be read: ", StringComparison.Ordinal), () => feed.State.Message);
        Assert.Contains("The device is no camera", feed.State.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/video0: Permission denied", "usermod -aG video")]
    [InlineData("ioctl(VIDIOC_STREAMON): Device or resource busy", "Another program")]
    [InlineData("/dev/video0: No such file or directory", "Plug one in")]
    [InlineData("something never heard of", "plug it in again")]
    public void Troubles_of_cameras_come_with_advice(string message, string advice)
        => Assert.Contains(advice, new CameraInput("", new LinuxCameras()).Advice(message), StringComparison.Ordinal);

    private static LinuxCameras Linux(TemporaryFolder folder, params (int Number, string Index, string Name)[] cameras)
    {
        foreach ((int number, string index, string name) in cameras)
        {
            folder.Write($"dev/video{number}", "no device");
            if (index.Length == 0)
                continue;
            folder.Write($"sys/video{number}/index", index + "\n");
            folder.Write($"sys/video{number}/name", name + "\n");
        }
        return new LinuxCameras(folder["dev"], folder["sys"]);
    }
}
