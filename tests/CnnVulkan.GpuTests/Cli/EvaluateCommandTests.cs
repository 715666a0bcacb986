using System.Text.Json;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Cli;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>Networks judged by labelled pictures, as a user does it.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The classifier of <see cref="CliModels"/> finds the brightest channel, or the sum of all where more than one is bright.</summary>
    [SkippableFact]
    public void A_folder_of_colours_is_evaluated()
    {
        _ = GpuFixture.Device;
        string model = CliModels.Classifier(_folder), labels = _folder.Write("labels.txt", "red\ngreen\nblue\nwhite\n");
        for (int i = 0; i < 3; i++)
        {
            Picture($"data/white/{i}.png", new Color(255, 250, (byte)(240 + i)));
            // Of these all is bright but one channel: the sum wins, though it is not their class.
            Picture($"data/green/{i}.png", new Color((byte)(250 + i), 255, 0));
        }
        CliRun run = CliRun.Of("evaluate", model, "--data", _folder["data"], "--labels", labels, "--json", "--out", _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((6, 0.5, 1), (result.GetProperty("count").GetInt32(), result.GetProperty("top1").GetDouble(), result.GetProperty("top5").GetDouble()));
        Assert.Equal(["green", "white"], result.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("label").GetString()));
        Assert.Equal([0, 3, 0, 0, 3, 0], result.GetProperty("confusion").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(n => n.GetInt32()));
        Assert.True(PictureFile.Load(_folder["out/confusion.png"]).Width > 100);
        Assert.True(PictureFile.Load(_folder["out/mistakes.png"]).Height > 128);
        CliRun text = CliRun.Of("evaluate", model, "--data", _folder["data"], "--labels", labels);
        Assert.Contains("white (3)", text.Output);
        Assert.Contains("6 pictures: top-1 50.00%, top-5 100.00%", text.Output);
    }

    [SkippableFact]
    public void Labels_that_the_network_does_not_have()
    {
        _ = GpuFixture.Device;
        string model = CliModels.Classifier(_folder), labels = _folder.Write("labels.txt", "red\ngreen\nblue\nwhite\n");
        Picture("data/green/a.png", default);
        Picture("data/violet/a.png", default);
        CliRun.Fails(["evaluate", model, "--data", _folder["data"], "--labels", labels], "no label for 1 of the 2 classes", "violet");
    }

    [SkippableFact]
    public void Scenes_are_more_classes_than_this_network_has()
    {
        _ = GpuFixture.Device;
        CliRun.Fails(["evaluate", CliModels.Classifier(_folder), "--data", "scenes", "--count", "26", "--size", "16"], "25 classes", "tells 4 apart");
    }

    [SkippableFact]
    public void Digits_are_known()
    {
        _ = GpuFixture.Device;
        CliRun run = CliRun.Of("evaluate", SharedData.Require("models/mnist-cntk/model.onnx"), "--data", SharedData.Require("data/mnist-8k"), "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1000, result.GetProperty("count").GetInt32());
        Assert.InRange(result.GetProperty("top1").GetDouble(), 0.95, 1);
    }

    private void Picture(string name, Color color)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        using FileStream file = File.Create(_folder[name]);
        PictureFile.SavePng(new Canvas(8, 8, color), file);
    }
}
