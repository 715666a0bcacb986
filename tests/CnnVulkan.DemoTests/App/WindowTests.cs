using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.App;

/// <summary>The demo's window on a virtual screen, driven as a person would; what it shows is judged by regions.</summary>
public sealed class WindowTests
{
    private const int Width = 1000, Height = 640;
    private static readonly (double, double, double, double) Centre = (0.3, 0.3, 0.35, 0.4), MapsPanel = (0.72, 0.15, 0.26, 0.4);

    [SkippableFact]
    public void Keys_and_mouse_do_what_the_help_says_and_the_window_closes_cleanly()
    {
        using VirtualScreen screen = Open();
        using DemoWindow demo = Start(screen);
        ScreenPicture first = demo.ScreenshotWhere("maps in their panel", p => p.Colours(MapsPanel) > 400);
        Assert.Equal((Width, Height), (first.Width, first.Height));

        demo.Press("space");
        ScreenPicture still = demo.Screenshot();
        Assert.Equal(0, still.Difference(demo.Screenshot(), Centre));
        demo.Press("period");
        Assert.True(still.Difference(demo.Screenshot(), Centre) > 0, "A single step changes nothing.");

        still = demo.Screenshot();
        demo.Press("F1");
        ScreenPicture help = demo.ScreenshotWhere("help", p => p.Brightness(Centre) < still.Brightness(Centre) - 40);
        demo.Press("Escape");
        demo.ScreenshotWhere("end of the help", p => p.Difference(help, Centre) > 40);
        demo.Click(Width - 40, 40);
        demo.ScreenshotWhere("help by click", p => p.Brightness(Centre) < still.Brightness(Centre) - 40);
        demo.Press("F1");
        demo.ScreenshotWhere("end of the help", p => p.Difference(help, Centre) > 40);

        demo.Drag(500, 500, 640, 460);
        ScreenPicture turned = demo.ScreenshotWhere("view from elsewhere", p => p.Difference(still, Centre) > 4);
        demo.Wheel(500, 400, 6);
        demo.ScreenshotWhere("closer view", p => p.Difference(turned, Centre) > 4);

        demo.Press("Tab");
        demo.ScreenshotWhere("picture without panels", p => p.Brightness(MapsPanel) > still.Brightness(MapsPanel) + 40);
        demo.Press("q");
        AssertClean(demo);
    }

    [SkippableFact]
    public void The_window_can_be_resized_hidden_and_made_full_screen()
    {
        using VirtualScreen screen = Open();
        using DemoWindow demo = Start(screen);
        foreach ((int width, int height) in new[] { (640, 480), (1400, 900), (333, 217), (Width, Height) })
        {
            demo.Resize(width, height);
            demo.ScreenshotWhere($"frame of {width}×{height}", p => (p.Width, p.Height) == (width, height));
        }
        demo.X("windowunmap", demo.Id);
        Thread.Sleep(300);
        demo.X("windowmap", demo.Id);
        demo.X("windowfocus", demo.Id);
        demo.Press("F11");
        demo.ScreenshotWhere("full screen", p => (p.Width, p.Height) == (1600, 1000));
        demo.Press("F11");
        demo.ScreenshotWhere("window again", p => (p.Width, p.Height) == (Width, Height));
        using (var client = new XClient(screen.Display))
            client.AskToClose(demo.Id);
        AssertClean(demo);
    }

    [SkippableFact]
    public void The_screen_shows_what_a_screenshot_has()
    {
        Tool.Require("ffmpeg");
        using VirtualScreen screen = Open();
        using DemoWindow demo = Start(screen, "--press", "space");
        demo.X("windowmove", demo.Id, "0", "0");
        ScreenPicture saved = demo.ScreenshotWhere("frame", p => p.Colours(Centre) > 400);
        Assert.InRange(demo.Shown(Width, Height).Difference(saved, Centre), 0, 2);
        demo.Press("q");
        AssertClean(demo);
    }

    [SkippableFact]
    public void Dropped_pictures_are_shown_and_a_dropped_model_looks_at_them()
    {
        string model = SharedData.Require("models/squeezenet1.1"), photo = SharedData.Require("photos/flamingo.jpg");
        using VirtualScreen screen = Open();
        using DemoWindow demo = Start(screen);
        ScreenPicture scene = demo.ScreenshotWhere("scene", p => p.Colours(Centre) > 400);
        using var files = new XClient(screen.Display);
        files.Drop(demo.Id, photo);
        ScreenPicture shown = demo.ScreenshotWhere("photo", p => p.Difference(scene, Centre) > 20);
        files.Drop(demo.Id, model);
        // Bars of predictions appear in the accent colour where there were only words.
        demo.ScreenshotWhere("predictions", p => p.Difference(shown, (0.02, 0.15, 0.22, 0.3)) > 3 && p.Colours(MapsPanel) > 400);
        demo.Press("h");
        demo.ScreenshotWhere("heat map", p => p.Difference(shown, Centre) > 4);
        demo.Press("q");
        AssertClean(demo);
    }

    [SkippableFact]
    public void The_pad_is_drawn_on_erased_and_cleared_with_the_mouse()
    {
        using VirtualScreen screen = Open();
        using DemoWindow demo = Start(screen, "--source", "pad");
        // The pad's middle, where the hint stands while it is empty; what the network sees, in the strip below.
        (double, double, double, double) middle = (0.4, 0.35, 0.15, 0.2), seen = (0.3, 0.82, 0.055, 0.09);
        ScreenPicture empty = demo.ScreenshotWhere("hint on the empty pad", p => p.Colours(middle) > 4);
        demo.Drag(400, 300, 560, 320);
        ScreenPicture drawn = demo.ScreenshotWhere("a stroke", p => p.Brightness(middle) > empty.Brightness(middle) + 20);
        Assert.True(drawn.Brightness(seen) > empty.Brightness(seen) + 2, "What the network sees is not shown.");
        demo.ScreenshotWhere("maps of the drawing", p => p.Difference(empty, MapsPanel) > 2);

        demo.X("mousemove", "--window", demo.Id, "400", "300");
        demo.X("mousedown", "3");
        demo.X("mousemove", "--window", demo.Id, "560", "320");
        demo.X("mouseup", "3");
        demo.ScreenshotWhere("an erased stroke", p => p.Brightness(middle) < empty.Brightness(middle) + 10);

        demo.Drag(400, 300, 560, 320);
        demo.ScreenshotWhere("a stroke again", p => p.Brightness(middle) > empty.Brightness(middle) + 20);
        demo.Press("Delete");
        demo.ScreenshotWhere("a cleared pad", p => p.Difference(empty, middle) < 4);
        demo.Press("1");
        demo.ScreenshotWhere("the scene", p => p.Difference(empty, Centre) > 40);
        demo.Press("q");
        AssertClean(demo);
    }

    private static VirtualScreen Open()
    {
        using (DemoDevice.Create())
        {
            // Skips the test where there is no GPU.
        }
        return new VirtualScreen();
    }

    private static DemoWindow Start(VirtualScreen screen, params string[] more)
        => new(screen.Display, [.. DemoDevice.ValidationOption, "--size", $"{Width}x{Height}", "--model", "filters", "--press", "x", .. more]);

    private static void AssertClean(DemoWindow demo)
    {
        Assert.Equal(0, demo.WaitForExit());
        Assert.DoesNotContain("validation", demo.Said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("error", demo.Said, StringComparison.OrdinalIgnoreCase);
    }
}
