using Google.Protobuf;
using static CnnVulkan.Tests.Models.OnnxBuilder;

namespace CnnVulkan.Tests.Models;

public sealed class ModelLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("onnx/model.onnx")]
    [InlineData("resnet.onnx")]
    public void A_folder_is_loaded_with_what_lies_in_it(string file)
    {
        _folder.Write($"net/{file}", Model().ToByteArray());
        _folder.Write("net/preprocessor_config.json", """{ "size": 64 }""");
        _folder.Write("net/config.json", """{ "id2label": { "0": "cat" } }""");
        Model model = ModelLoader.Load(_folder["net/"], Fakes("Fake"));
        Assert.Equal("net", model.Name);
        Assert.Equal(64, model.Preprocessing!.Width);
        Assert.Equal(["cat"], model.Labels!);
        Assert.Equal(Path.GetFullPath(_folder[$"net/{file}"]), Path.GetFullPath(model.Path!));
    }

    [Fact]
    public void A_bare_file_has_neither_labels_nor_preprocessing_unless_they_are_given()
    {
        string path = _folder.Write("net.onnx", Model().ToByteArray());
        Model model = ModelLoader.Load(path, Fakes("Fake"));
        Assert.Equal("net", model.Name);
        Assert.Null(model.Labels);
        Assert.Null(model.Preprocessing);
        _folder.Write("labels.txt", "cat");
        model = ModelLoader.Load(path, Fakes("Fake") with { LabelsPath = _folder["labels.txt"], Preprocessing = Preprocessing.Default });
        Assert.Equal(["cat"], model.Labels!);
        Assert.Equal(Preprocessing.Default, model.Preprocessing);
    }

    [Fact]
    public void A_folder_of_several_models_asks_which()
    {
        _folder.Write("a.onnx", Model().ToByteArray());
        _folder.Write("b.onnx", Model().ToByteArray());
        Assert.Contains("2 other .onnx files", Assert.Throws<ModelFormatException>(() => ModelLoader.Load(_folder.Root)).Message);
    }

    [Fact]
    public void Bytes_in_memory_are_loaded()
    {
        Model model = ModelLoader.Load(Model().ToByteArray(), "asset", Fakes("Fake"));
        Assert.Equal("asset: x: Float32 2×3 -> y", model.ToString());
        Assert.Null(model.Path);
        Assert.StartsWith("asset: ", Assert.Throws<ModelFormatException>(() => ModelLoader.Load(ReadOnlySpan<byte>.Empty, "asset")).Message);
    }

    /// <summary>A packed game has no files.</summary>
    [Fact]
    public void A_folder_that_is_none_is_loaded_from_streams()
    {
        var files = new Dictionary<string, byte[]>
        {
            ["model.onnx"] = Model().ToByteArray(),
            ["preprocessor_config.json"] = """{ "size": 64 }"""u8.ToArray(),
            ["config.json"] = """{ "id2label": { "0": "cat" } }"""u8.ToArray(),
        };
        Stream? Open(string name) => files.TryGetValue(name, out byte[]? bytes) ? new MemoryStream(bytes) : null;
        Model model = ModelLoader.Load(Open, "pack", Fakes("Fake"));
        Assert.Equal("pack", model.Name);
        Assert.Equal(64, model.Preprocessing!.Width);
        Assert.Equal(["cat"], model.Labels!);
        model = ModelLoader.Load(Open, "pack", Fakes("Fake") with { Labels = new Labels(["dog"]), Preprocessing = Preprocessing.Default });
        Assert.Equal(["dog"], model.Labels!);
        Assert.Equal(Preprocessing.Default, model.Preprocessing);
        files["config.json"] = "{"u8.ToArray();
        Assert.StartsWith("pack/config.json: ", Assert.Throws<ModelFormatException>(() => ModelLoader.Load(Open, "pack", Fakes("Fake"))).Message);
        files.Remove("config.json");
        Assert.Null(ModelLoader.Load(Open, "pack", Fakes("Fake")).Labels);
        files.Remove("model.onnx");
        Assert.Contains("no model.onnx", Assert.Throws<ModelFormatException>(() => ModelLoader.Load(Open, "pack")).Message);
        Assert.Equal("asset", ModelLoader.Load(new MemoryStream(Model().ToByteArray()), "asset", Fakes("Fake")).Name);
    }
}
