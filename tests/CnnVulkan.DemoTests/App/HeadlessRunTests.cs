using System.Text.Json;
using CnnVulkan.Demo.App;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.App;

public sealed class HeadlessRunTests
{
    [SkippableTheory]
    [InlineData("scene")]
    [InlineData("photos")]
    public void The_same_options_give_the_same_bytes(string source)
    {
        string[] arguments = source == "scene" ? ["--model", "filters", "--press", "g"] : ["--source", SharedData.Require("photos"), "--model", SharedData.Require("models/squeezenet1.1"), "--press", "h,f"];
        using var folder = new TemporaryFolder();
        Draw(folder["a"], arguments);
        Draw(folder["b"], arguments);
        string[] names = Files(folder["a"]);
        Assert.Equal(["frame-0001.png", "frame-0002.png", "frame-0003.png", "frame-0004.png", "predictions.jsonl"], names);
        Assert.Equal(names, Files(folder["b"]));
        foreach (string name in names.Where(n => n.EndsWith(".png", StringComparison.Ordinal)))
            Assert.True(File.ReadAllBytes(Path.Combine(folder["a"], name)).SequenceEqual(File.ReadAllBytes(Path.Combine(folder["b"], name))), $"{name} differs.");
        string[] results = Results(folder["a"]);
        Assert.NotEmpty(results);
        Assert.Equal(results, Results(folder["b"]));
    }

    [SkippableFact]
    public void Another_seed_gives_another_scene()
    {
        using var folder = new TemporaryFolder();
        Draw(folder["1"], "--press", "g");
        Draw(folder["2"], "--press", "g", "--seed", "2");
        Assert.NotEqual(File.ReadAllBytes(folder["1/frame-0004.png"]), File.ReadAllBytes(folder["2/frame-0004.png"]));
    }

    [SkippableFact]
    public void A_photo_is_known_for_what_it_is()
    {
        using var folder = new TemporaryFolder();
        Draw(folder.Root, "--source", SharedData.Require("photos/flamingo.jpg"), "--model", SharedData.Require("models/squeezenet1.1"));
        using var line = JsonDocument.Parse(File.ReadLines(folder["predictions.jsonl"]).First());
        JsonElement best = line.RootElement.GetProperty("top")[0];
        Assert.Equal(("flamingo", 130), (best.GetProperty("label").GetString(), best.GetProperty("index").GetInt32()));
        // What PyTorch says of it: photos/expected.json.
        Assert.Equal(0.9952, best.GetProperty("probability").GetDouble(), 0.01);
        Assert.Equal(5, line.RootElement.GetProperty("top").GetArrayLength());
        Assert.Equal(1, line.RootElement.GetProperty("frame").GetInt32());
        Assert.True(line.RootElement.GetProperty("gpu_ms").GetDouble() > 0);
    }

    [SkippableFact]
    public void The_truth_about_the_scene_is_written_beside_the_answer()
    {
        using var folder = new TemporaryFolder();
        ModelWriter.Save(folder["props/"], Untrained("mug", "nothing", "teapot"));
        Draw(folder["out"], "--model", folder["props"]);
        Assert.All(Lines(folder["out"]), line => Assert.Equal("mug", line.GetProperty("truth").GetString()));
        Draw(folder["other"], "--model", folder["props"], "--press", "n,x");
        // The next prop is none of the network's.
        Assert.False(Lines(folder["other"])[^1].TryGetProperty("truth", out _));
    }

    [SkippableFact]
    public void A_digit_drawn_on_the_pad_is_read()
    {
        using var folder = new TemporaryFolder();
        Draw(folder.Root, "--source", "pad", "--model", SharedData.Require("models/mnist-cntk"), "--draw", "0.3,0.2 0.7,0.2 0.45,0.8");
        Assert.Equal(7, Lines(folder.Root)[0].GetProperty("top")[0].GetProperty("index").GetInt32());
        Draw(folder["small"], "--source", "pad", "--model", SharedData.Require("models/mnist-cntk"), "--draw", "0.1,0.1 0.15,0.1; 0.15,0.1 0.14,0.4");
        Assert.NotEqual(Lines(folder.Root)[0].ToString(), Lines(folder["small"])[0].ToString());
    }

    [SkippableFact]
    public void Without_a_display_it_says_so_and_draws_into_files()
    {
        using var folder = new TemporaryFolder();
        (int code, string said) = Run(folder.Root, headless: false, "--frames", "1", "--size", "64x36");
        Assert.Equal(0, code);
        Assert.Contains("There is no display", said);
        Assert.True(File.Exists(folder["frame-0001.png"]));
    }

    [SkippableTheory]
    [InlineData("There is no network", "--model", "no-such-network")]
    [InlineData("no file or folder", "--source", "/no/such/file")]
    [InlineData("WIDTHxHEIGHT", "--size", "12")]
    [InlineData("there is no", "--model", "digits-that-are-not-here/")]
    [InlineData("no place on the pad", "--source", "pad", "--draw", "0.5,1.5")]
    [InlineData("knows no key", "--press", "scroll-lock")]
    public void What_cannot_be_is_told_and_nothing_is_drawn(string reason, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (int code, string said) = Run(folder["out"], headless: true, arguments);
        Assert.NotEqual(0, code);
        Assert.Contains(reason, said);
        Assert.False(File.Exists(folder["out/frame-0001.png"]));
    }

    private static void Draw(string folder, params string[] arguments)
    {
        (int code, string said) = Run(folder, headless: true, ["--frames", "4", "--size", "480x270", .. arguments]);
        Assert.True(code == 0, said);
    }

    private static (int Code, string Said) Run(string folder, bool headless, params string[] arguments)
    {
        using (DemoDevice.Create())
        {
            // Skips the test where there is no GPU.
        }
        string? display = Environment.GetEnvironmentVariable("DISPLAY"), wayland = Environment.GetEnvironmentVariable("WAYLAND_DISPLAY");
        using var output = new StringWriter();
        try
        {
            Environment.SetEnvironmentVariable("DISPLAY", null);
            Environment.SetEnvironmentVariable("WAYLAND_DISPLAY", null);
            string[] all = [.. headless ? ["--headless"] : Array.Empty<string>(), "--out", folder, .. DemoDevice.ValidationOption, .. arguments];
            return (Program.Run(all, output, output), output.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable("DISPLAY", display);
            Environment.SetEnvironmentVariable("WAYLAND_DISPLAY", wayland);
        }
    }

    private static Model Untrained(params string[] labels)
    {
        Model made = NetworkCatalog.Create("lenet5", new NetworkOptions { InputChannels = 3, Classes = labels.Length });
        return new Model(made.Graph) { Preprocessing = Preprocessing.For(made), Labels = new Labels([.. labels]) };
    }

    private static JsonElement[] Lines(string folder)
        => [.. File.ReadLines(Path.Combine(folder, "predictions.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    // How long the GPU took is what no two runs share.
    private static string[] Results(string folder)
        => [.. File.ReadLines(Path.Combine(folder, "predictions.jsonl")).Select(l => l[..l.IndexOf(",\"gpu_ms\"", StringComparison.Ordinal)])];
}
