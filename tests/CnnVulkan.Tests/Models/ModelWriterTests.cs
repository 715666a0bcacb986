namespace CnnVulkan.Tests.Models;

/// <summary>Model folders.</summary>
public sealed class ModelWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Preprocessing> Preprocessings =>
    [
        Preprocessing.Default,
        Preprocessing.Default with { ShortestEdge = null, Width = 320, Height = 200, Resample = Resample.Bicubic },
        Preprocessing.Default with { CropWidth = 299, CropHeight = 227, Mean = new(0.1f, 1 / 3f, 123.675f), Std = new(1, 58.395f, 1e-7f) },
        Preprocessing.Default with { DoGrayscale = true, Mean = new(0.1307f), Std = new(0.3081f) },
        Preprocessing.Default with { DoRescale = false, FlipChannelOrder = true, RescaleFactor = 1 / 127.5f, Resample = Resample.Nearest },
        Preprocessing.Default with { DoResize = false, DoCenterCrop = false, DoNormalize = false, Mean = new(0), Std = new(1) },
    ];

    [Theory]
    [MemberData(nameof(Preprocessings))]
    public void What_is_done_to_pictures_comes_back(Preprocessing preprocessing)
    {
        ModelWriter.Save(_folder["net/"], new Model(FilterNetwork.Create().Graph) { Preprocessing = preprocessing });
        Assert.Equal(["model.onnx", "preprocessor_config.json"], Files("net"));
        Assert.Equal(preprocessing, ModelLoader.Load(_folder["net"]).Preprocessing);
    }

    [Fact]
    public void Labels_come_back()
    {
        var labels = new Labels(["tench, Tinca tinca", "café \"au lait\"", "", "<b> & \\"]);
        ModelWriter.Save(_folder["net/"], new Model(FilterNetwork.Create().Graph) { Labels = labels });
        Assert.Equal(["config.json", "model.onnx"], Files("net"));
        Assert.Equal<string>(labels.Names, ModelLoader.Load(_folder["net"]).Labels!.Names);
    }

    [Fact]
    public void A_folder_that_is_there_needs_no_slash()
    {
        Model model = FilterNetwork.Create();
        ModelWriter.Save(_folder.Root, model);
        Assert.Equal(model.Graph.ToString(), ModelLoader.Load(_folder.Root).Graph.ToString());
    }

    [Fact]
    public void Another_models_labels_are_not_taken_over()
    {
        _folder.Write("config.json", "{}");
        Assert.Contains("config.json", Assert.Throws<IOException>(() => ModelWriter.Save(_folder.Root, FilterNetwork.Create())).Message);
        Assert.Equal(["config.json"], Files(""));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        _folder.Write("file", "");
        Assert.Contains("file", Assert.Throws<IOException>(() => ModelWriter.Save(_folder["file/net/"], FilterNetwork.Create())).Message);
    }

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
