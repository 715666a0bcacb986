namespace CnnVulkan.Tests.Cli;

public sealed class BundledModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_with_a_model_are_names()
    {
        ModelWriter.Save(_folder["models/digits/"], NetworkCatalog.Create("lenet5"));
        _folder.Write("models/notes/README.md", "no model");
        var bundled = new BundledModels(_folder["models"]);
        Assert.Equal(["digits"], bundled.Names);
        Assert.Equal("digits", ModelLoader.Load(bundled.FolderOf("Digits")!).Name);
        Assert.Null(bundled.WhyMissing("digits"));
        Assert.Contains(Path.Combine("props", "model.onnx"), bundled.WhyMissing("props"));
        Assert.Null(bundled.WhyMissing("resnet18"));
    }

    [Fact]
    public void No_folder_is_no_network() => Assert.Empty(new BundledModels(_folder["none"]).Names);

    [Fact]
    public void Summaries_say_how_pictures_are_fed_and_what_is_assumed()
    {
        ModelWriter.Save(_folder["grey.onnx"], NetworkCatalog.Create("lenet5"));
        CliRun run = CliRun.Of("summary", _folder["grey.onnx"]);
        Assert.Contains("grey (0.299 red + 0.587 green + 0.114 blue), black 0, white 1. Assumed", run.Output);
        Assert.Contains("red, green, blue, black (-2.118, -2.036, -1.804)", CliRun.Of("summary", "resnet18").Output);
    }
}
