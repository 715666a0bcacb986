using System.Numerics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.App;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.App;

public sealed class PadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PadTests()
    {
        Save("digits", 1, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        Save("props", 3, "mug", "nothing");
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_network_for_digits_comes_with_the_pad_and_goes_with_it() => DemoDevice.Run(device =>
    {
        using var app = new DemoApp(device, Options());
        Assert.Equal("props", Loaded(app));
        app.Do(DemoAction.ShowPad);
        Assert.Equal("digits", Loaded(app));
        app.Do(DemoAction.ShowScene);
        Assert.Equal("props", Loaded(app));
        // A network chosen by hand stays.
        app.Do(DemoAction.ShowPad);
        Loaded(app);
        app.Do(DemoAction.NextModel);
        string chosen = Loaded(app);
        Assert.NotEqual("digits", chosen);
        app.Do(DemoAction.ShowScene);
        Assert.Equal(chosen, Loaded(app));
    });

    [SkippableFact]
    public void A_demo_that_starts_with_the_pad_reads_digits_at_once() => DemoDevice.Run(device =>
    {
        using (var app = new DemoApp(device, Options() with { Source = "pad" }))
        {
            Assert.Equal("digits", Loaded(app));
            app.Do(DemoAction.ShowScene);
            Assert.Equal("props", Loaded(app));
        }
        using var named = new DemoApp(device, Options() with { Source = "pad", Model = "props" });
        Assert.Equal("props", Loaded(named));
    });

    [SkippableFact]
    public void Without_trained_networks_the_filters_look_at_the_pad() => DemoDevice.Run(device =>
    {
        using var app = new DemoApp(device, Options() with { Bundled = new BundledModels(_folder["none"]), Press = ["5"] });
        Assert.Equal("filters", Loaded(app));
        Assert.NotNull(app.Sources.Pad);
        Assert.Single(app.State.Toasts.Shown);
    });

    [SkippableFact]
    public void Strokes_by_mouse_are_seen_by_the_network_and_kept_while_another_source_is_on_show() => DemoDevice.Run(device =>
    {
        using var app = new DemoApp(device, Options() with { Source = "pad" });
        Loaded(app);
        using var target = new OffscreenTarget(device, 640, 480);
        Draw(app, target, frames: 3);
        Assert.Empty(app.State.Predictions.Rows);
        Vector2 middle = new(320, 240);
        app.BeginStroke(middle, erase: false);
        app.ContinueStroke(middle + new Vector2(20, 60));
        app.EndStroke();
        app.ContinueStroke(middle + new Vector2(-60, 60));
        Draw(app, target, frames: 4);
        Assert.NotEmpty(app.State.Predictions.Rows);
        int inked = Inked();
        Assert.True(inked > 0);

        app.Do(DemoAction.ShowScene);
        app.Do(DemoAction.ShowPad);
        Assert.Equal(inked, Inked());
        app.Do(DemoAction.ToggleEraser);
        Draw(app, target, frames: 1);
        app.BeginStroke(middle, erase: false);
        app.EndStroke();
        Assert.True(Inked() < inked);
        app.Do(DemoAction.Recolour);
        Assert.Equal(0, Inked());
        Assert.Equal(0, app.Sources.Scene.Stage.Colourway);

        int Inked() => app.Sources.Canvas.Ink.ToArray().Count(i => i > 0);
    });

    private DemoOptions Options() => new() { Bundled = new BundledModels(_folder["models"]), Width = 640, Height = 480, CacheDirectory = "off" };

    private static string Loaded(DemoApp app)
    {
        app.WaitForNetwork();
        return app.Vision.ModelName;
    }

    private static void Draw(DemoApp app, OffscreenTarget target, int frames)
    {
        for (int i = 1; i <= frames; i++)
        {
            FrameContext frame = target.Begin(new FrameTime(i / 60.0, 1 / 60f))!;
            app.Record(frame, target.Picture);
            target.End(frame);
            target.ReadPixels();
        }
    }

    private void Save(string name, int channels, params string[] labels)
    {
        Model made = NetworkCatalog.Create("lenet5", new NetworkOptions { InputChannels = channels, Classes = labels.Length });
        ModelWriter.Save(_folder[$"models/{name}/"], new Model(made.Graph) { Preprocessing = Preprocessing.For(made), Labels = new Labels([.. labels]) });
    }
}
