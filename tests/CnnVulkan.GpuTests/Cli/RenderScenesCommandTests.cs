using System.Text.Json;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Cli;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>Labelled pictures, as a user makes them.</summary>
public sealed class RenderScenesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Pictures_labels_and_annotations_belong_together()
    {
        JsonElement result = Render("set", "--count", "5", "--size", "32", "--label", "mug", "car", "--seed", "3");
        Assert.Equal((3, 2), (result.GetProperty("labels").GetProperty("car").GetInt32(), result.GetProperty("labels").GetProperty("mug").GetInt32()));
        using JsonDocument labels = JsonDocument.Parse(File.ReadAllText(_folder["set/labels.json"]));
        Assert.Equal(["car", "mug"], labels.RootElement.EnumerateArray().Select(l => l.GetString()));
        string[] lines = File.ReadAllLines(_folder["set/annotations.jsonl"]);
        Assert.Equal(5, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            JsonElement line = JsonDocument.Parse(lines[i]).RootElement;
            Assert.Equal(i, line.GetProperty("index").GetInt32());
            string label = labels.RootElement[line.GetProperty("class").GetInt32()].GetString()!;
            Assert.Equal(label, line.GetProperty("label").GetString());
            Assert.Equal($"{label}/{i:D6}.png", line.GetProperty("file").GetString());
            ImageView picture = PictureFile.Load(_folder[$"set/{label}/{i:D6}.png"]);
            Assert.Equal((32, 32), (picture.Width, picture.Height));
        }
        Assert.Equal(5, Directory.GetFiles(_folder["set"], "*.png", SearchOption.AllDirectories).Length);
        Assert.Equal([_folder["set"]], Directory.GetFileSystemEntries(_folder.Root));
    }

    [SkippableFact]
    public void A_picture_depends_on_its_seed_and_number_alone()
    {
        Render("few", "--count", "2", "--size", "24", "--seed", "11");
        Render("more", "--count", "4", "--size", "24", "--seed", "11");
        Render("other", "--count", "2", "--size", "24", "--seed", "12");
        string[] few = Pictures("few");
        Assert.Equal(few, Pictures("more")[..2]);
        Assert.Equal(File.ReadAllLines(_folder["few/annotations.jsonl"]), File.ReadAllLines(_folder["more/annotations.jsonl"])[..2]);
        Assert.All(few.Zip(Pictures("other")), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    /// <summary>The bytes of each picture, in the order of their numbers.</summary>
    private string[] Pictures(string set)
        => [.. Directory.GetFiles(_folder[set], "*.png", SearchOption.AllDirectories).OrderBy(Path.GetFileName).Select(f => Convert.ToBase64String(File.ReadAllBytes(f)))];

    private JsonElement Render(string set, params string[] options)
    {
        // Skips where there is no device.
        _ = GpuFixture.Device;
        CliRun run = CliRun.Of(["render-scenes", "--out", _folder[set], "--json", .. options, .. GpuFixture.Options.Validation == true ? ["--validation"] : Array.Empty<string>()]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
