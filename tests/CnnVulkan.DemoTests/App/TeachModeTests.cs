using CnnVulkan.Demo;
using CnnVulkan.Demo.App;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Vision;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.DemoTests.Sources;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Tests;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.App;

public sealed class TeachModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TeachModeTests()
    {
        Model made = NetworkCatalog.Create("lenet5", new NetworkOptions { InputChannels = 3, Classes = 3, Seed = 5 });
        ModelWriter.Save(_folder["network/"], new Model(made.Graph) { Preprocessing = Preprocessing.For(made), Labels = new Labels(["mug", "teapot", "nothing"]) });
        Directory.CreateDirectory(_folder["pictures"]);
        PictureFiles.Write(_folder["pictures/1.png"], 64, 64, new Rgba32(220, 30, 30));
        PictureFiles.Write(_folder["pictures/2.png"], 64, 64, new Rgba32(20, 30, 200));
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Keys_that_are_held_teach_classes() => DemoDevice.Run(device =>
    {
        using var app = new DemoApp(device, Options());
        using var target = new OffscreenTarget(device, 320, 180);
        app.WaitForNetwork();
        Frames(app, target, 3);
        Assert.Null(app.State.Teach);
        app.Do(DemoAction.ToggleTeaching);
        app.WaitForNetwork();
        Frames(app, target, 2);
        Assert.Equal(Phase.Ready, app.State.Teach!.Phase);
        Assert.Null(app.State.Maps);
        app.Do(DemoAction.TeachClass, 0);
        Frames(app, target, 8);
        app.Release(DemoAction.TeachClass, 0);
        app.Do(DemoAction.NextProp);
        app.Do(DemoAction.TeachClass, 2);
        // Another key that comes up does not end it.
        app.Release(DemoAction.TeachClass, 0);
        Frames(app, target, 8);
        app.Release(DemoAction.TeachClass, 2);
        Frames(app, target, 150);
        Assert.Equal(["A", "C"], app.Teaching.Classes.Select(c => c.Name));
        Assert.All(app.Teaching.Classes, c => Assert.InRange(c.Examples, 6, 8));
        Assert.Equal("C", app.State.Predictions.Rows[0].Label);
        Assert.InRange(app.State.Predictions.Rows[0].Examples, 6, 8);
        app.Do(DemoAction.NextProp);
        Frames(app, target, 150);
        Assert.Equal("A", app.State.Predictions.Rows[0].Label);

        app.Do(DemoAction.SaveTaught);
        Assert.Equal(["A", "C"], ModelLoader.Load(_folder["out/taught"]).Labels!);
        app.Do(DemoAction.ForgetTaught);
        Assert.Empty(app.Teaching.Classes);
        // What ran before comes back as it was.
        app.Do(DemoAction.ToggleTeaching);
        Frames(app, target, 5);
        Assert.Null(app.State.Teach);
        Assert.Contains(app.State.Predictions.Rows[0].Label, (string[])["mug", "teapot", "nothing"]);
        Assert.NotNull(app.State.Maps);
    });

    [SkippableFact]
    public void A_network_without_classes_cannot_be_taught() => DemoDevice.Run(device =>
    {
        using var app = new DemoApp(device, Options() with { Model = "filters" });
        app.WaitForNetwork();
        app.Do(DemoAction.TeachClass, 1);
        Assert.False(app.Teaching.IsOn);
        Assert.Contains("no classes", app.State.Toasts.Shown[^1].Text);
    });

    [SkippableFact]
    public void A_script_teaches_without_a_window()
    {
        using (DemoDevice.Create())
        {
            // Skips the test where there is no GPU.
        }
        using var said = new StringWriter();
        // The pictures change every 180 frames.
        int code = Program.Run(
            ["--headless", "--frames", "360", "--size", "64x36", "--model", _folder["network"], "--source", _folder["pictures"], "--out", _folder["out"],
                "--teach", "red:1-15,blue:190-205", .. DemoDevice.ValidationOption],
            said, said);
        Assert.True(code == 0, said.ToString());
        string[] lines = File.ReadAllLines(_folder["out/predictions.jsonl"]);
        Assert.Contains("\"label\":\"red\"", lines.First(l => l.StartsWith("{\"frame\":100,", StringComparison.Ordinal)));
        string last = lines[^1];
        Assert.True(last.IndexOf("\"label\":\"blue\"", StringComparison.Ordinal) is var blue and > 0 && blue < last.IndexOf("\"label\":\"red\"", StringComparison.Ordinal), last);
        Assert.Equal(["red", "blue"], ModelLoader.Load(_folder["out/taught"]).Labels!);
    }

    [Theory]
    [InlineData("mug")]
    [InlineData("mug:1")]
    [InlineData(":1-2")]
    [InlineData("mug:5-4")]
    [InlineData("mug:a-4")]
    public void A_script_that_says_nothing_is_refused(string text) => Assert.Contains(text, Assert.Throws<SourceException>(() => TeachScript.Parse(text)).Message);

    [Fact]
    public void A_script_tells_what_is_shown_when()
    {
        TeachScript script = TeachScript.Parse("a mug:0-40, b-2:60-100");
        Assert.Equal("a mug", script.At(1));
        Assert.Equal("a mug", script.At(40));
        Assert.Null(script.At(41));
        Assert.Equal("b-2", script.At(60));
        Assert.Null(script.At(101));
    }

    private static void Frames(DemoApp app, OffscreenTarget target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            FrameContext frame = target.Begin(new FrameTime(app.State.Seconds + 1 / 60.0, 1 / 60f))!;
            app.Record(frame, target.Picture);
            target.End(frame);
            target.ReadPixels();
        }
    }

    private DemoOptions Options() => new()
    {
        Model = _folder["network"],
        Source = _folder["pictures"],
        Out = _folder["out"],
        Width = 320,
        Height = 180,
        CacheDirectory = "off",
        Press = ["x"],
    };
}
