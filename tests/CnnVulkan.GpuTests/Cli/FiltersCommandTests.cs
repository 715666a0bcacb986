using System.Text.Json;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Cli;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>What the command <c>filters</c> needs a device for, as a user calls it.</summary>
public sealed class FiltersCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Occlusion_draws_a_map_and_tells_its_numbers()
    {
        JsonElement told = Json("--occlusion", Picture("a.png"), "--step", "4", "--square", "4", "--labels", _folder.Write("labels.txt", "red\ngreen\nblue\nwhite\n"));
        Assert.Equal((3, "white"), (told.GetProperty("index").GetInt32(), told.GetProperty("label").GetString()));
        Assert.Equal((8, 8, 4, 4), (Number(told, "width"), Number(told, "height"), Number(told, "square"), Number(told, "step")));
        double[] scores = [.. told.GetProperty("covered").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble())];
        Assert.Equal(4, scores.Length);
        Assert.All(scores, s => Assert.InRange(s, 0.25, 1));
        ImageView sheet = PictureFile.Load(_folder["out.png"]);
        Assert.InRange(sheet.Width, 2 * 400, 2 * 500);
    }

    [SkippableFact]
    public void Patches_are_found_for_the_channels_asked_for()
    {
        string pictures = Directory.CreateDirectory(_folder["pictures"]).FullName;
        Picture("pictures/a.png");
        Picture("pictures/b.png");
        JsonElement told = Json("--max-activations", pictures, "--channel", "3", "1", "--top", "1");
        JsonElement[] channels = [.. told.GetProperty("channels").EnumerateArray()];
        Assert.Equal([3, 1], channels.Select(c => Number(c, "channel")));
        Assert.Equal("conv1", told.GetProperty("layer").GetString());
        JsonElement patch = Assert.Single(channels[0].GetProperty("patches").EnumerateArray());
        Assert.Equal((1, 1), (Number(patch, "width"), Number(patch, "height")));
        Assert.True(patch.GetProperty("activation").GetDouble() > 0);
        Assert.True(File.Exists(_folder["out.png"]));
    }

    [SkippableFact]
    public void A_broken_picture_is_told_and_the_others_still_run()
    {
        Picture("pictures/a.png");
        _folder.Write("pictures/b.png", "broken");
        CliRun run = CliRun.Of("filters", Model(), "--max-activations", _folder["pictures"], "--out", _folder["out.png"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.png", run.Error);
        Assert.Contains("on 1 picture;", run.Output);
        Assert.True(File.Exists(_folder["out.png"]));
    }

    [SkippableFact]
    public void Mistakes_are_told_and_nothing_is_written()
    {
        string model = Model(), picture = Picture("pictures/a.png"), output = _folder["out.png"];
        CliRun.Fails(["filters", model, "--max-activations", _folder["pictures"], "--channel", "4", "--out", output], "no channel 4", "0 to 3");
        CliRun.Fails(["filters", model, "--occlusion", picture, "--square", "9", "--out", output], "9", "8×8");
        CliRun.Fails(["filters", model, "--occlusion", picture, "--class", "4", "--out", output], "no class 4", "0 to 3");
        CliRun.Fails(["filters", model, "--occlusion", picture, "--labels", _folder.Write("labels.txt", "one\n"), "--out", output], "labels.txt", "4 scores");
        Assert.Equal(["classifier.onnx", "labels.txt"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order());
    }

    /// <summary>On the photo of four flamingos the score falls on the birds, which stand in the middle, and not in the corners.</summary>
    [SkippableFact]
    public void A_network_looks_at_the_birds()
    {
        _ = GpuFixture.Device;
        string photo = SharedData.Require("photos/flamingo.jpg"), model = SharedData.Require("models/squeezenet1.1");
        CliRun run = CliRun.Of("filters", model, "--occlusion", photo, "--step", "56", "--square", "80", "--out", _folder["out.png"], "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement told = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("flamingo", told.GetProperty("label").GetString());
        double whole = told.GetProperty("probability").GetDouble();
        double[][] falls = [.. told.GetProperty("covered").EnumerateArray().Select(r => r.EnumerateArray().Select(v => whole - v.GetDouble()).ToArray())];
        double most = falls.Max(r => r.Max());
        Assert.True(most > 0.3, run.Output);
        Assert.Contains(most, falls[1][1..3].Concat(falls[2][1..3]));
        Assert.All(new[] { falls[0][0], falls[0][3], falls[3][0], falls[3][3] }, f => Assert.InRange(f, -0.05, 0.1));
    }

    private JsonElement Json(params string[] args)
    {
        CliRun run = CliRun.Of(["filters", Model(), .. args, "--out", _folder["out.png"], "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string Model()
    {
        _ = GpuFixture.Device;
        return CliModels.Classifier(_folder);
    }

    private string Picture(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        Assert.Equal(0, CliRun.Of("scene", "--out", _folder[name]).ExitCode);
        return _folder[name];
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
