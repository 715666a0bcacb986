namespace CnnVulkan.Tests.Cli;

/// <summary>What people get wrong: each gives one clear message and a non-zero exit code. None of these comes as far as a device.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_command() => Assert.NotEqual(0, CliRun.Of().ExitCode);

    [Theory]
    [InlineData("clasify", "x.png")]
    [InlineData("classify", "x.png", "--model", "m", "--precision", "fp8")]
    [InlineData("classify", "x.png", "--model", "m", "--top", "0")]
    [InlineData("bench", "m", "--runs", "0")]
    [InlineData("bench", "m", "--runs", "many")]
    [InlineData("bench", "m", "--warmup=-1")]
    [InlineData("filters", "m")]
    [InlineData("filters", "m", "--out", "y.png", "--occlusion", "x.png", "--max-activations", "photos")]
    [InlineData("filters", "m", "--out", "y.png", "--square", "8")]
    [InlineData("filters", "m", "--out", "y.png", "--occlusion", "x.png", "--step", "0")]
    [InlineData("filters", "m", "--out", "y.png", "--occlusion", "x.png", "--layer", "conv1")]
    [InlineData("filters", "m", "--out", "y.png", "--top", "3")]
    [InlineData("filters", "m", "--out", "y.png", "--channel", "-1")]
    [InlineData("filters", "m", "--out", "y.png", "--scale", "log")]
    [InlineData("activations", "x.png", "--out", "y.png")]
    [InlineData("activations", "x.png", "--out", "y.png", "--network", "resnet")]
    [InlineData("evaluate")]
    [InlineData("evaluate", "m")]
    [InlineData("evaluate", "m", "--data", "scenes", "--count", "0")]
    [InlineData("evaluate", "m", "--data", "scenes", "--seed=-1")]
    [InlineData("render-scenes")]
    [InlineData("render-scenes", "--out", "pictures", "--count", "0")]
    [InlineData("render-scenes", "--out", "pictures", "--size", "7")]
    [InlineData("render-scenes", "--out", "pictures", "--size", "4096")]
    [InlineData("render-scenes", "--out", "pictures", "--seed=-1")]
    [InlineData("render-scenes", "--out", "pictures", "--label", "dragon")]
    public void Wrong_usage_says_how_to_get_help(params string[] args) => CliRun.Fails(args, "--help");

    [Fact]
    public void Missing_picture() => CliRun.Fails(["classify", _folder["none.jpg"], "--model", CliModels.Classifier(_folder)], "none.jpg", "no such picture");

    [Fact]
    public void Folder_without_pictures() => CliRun.Fails(["classify", _folder.Root, "--model", CliModels.Classifier(_folder)], "holds no pictures");

    [Fact]
    public void Pictures_into_a_folder_that_holds_something()
    {
        _folder.Write("pictures/mine.txt", "kept");
        CliRun.Fails(["render-scenes", "--count", "1", "--out", _folder["pictures"]], "pictures", "not empty");
        CliRun.Fails(["render-scenes", "--count", "1", "--out", _folder["pictures/mine.txt"]], "mine.txt", "is a file");
        CliRun.Fails(["render-scenes", "--count", "1", "--out", _folder["none/pictures"]], "none", "does not exist");
        Assert.Equal("kept", File.ReadAllText(_folder["pictures/mine.txt"]));
        Assert.Equal([_folder["pictures"]], Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Without_a_model_it_says_which_one_is_missing()
    {
        // Where the trained network came with the program it looks at the picture: CommandTests.
        if (!BundledModels.Installed.Has(BundledModels.Props))
            CliRun.Fails(["classify", Picture()], "--model", "'props'", "model.onnx");
    }

    [Fact]
    public void Data_that_cannot_be_evaluated()
    {
        string model = CliModels.Classifier(_folder), empty = Directory.CreateDirectory(_folder["empty"]).FullName;
        CliRun.Fails(["evaluate", model, "--data", _folder["none"]], "none", "no such folder");
        CliRun.Fails(["evaluate", model, "--data", empty], "empty", "no folder");
        CliRun.Fails(["evaluate", model, "--data", empty, "--count", "5"], "--count is for --data scenes");
        CliRun.Fails(["evaluate", _folder["none.onnx"], "--data", empty], "none.onnx");
        _folder.Write("broken/one/a.png", "no picture");
        _folder.Write("broken/two/a.png", "no picture");
        CliRun.Fails(["evaluate", model, "--data", _folder["broken"]], "2 of 2 pictures cannot be read", Path.Combine("one", "a.png"));
        _folder.Write("idx/train-images-idx3-ubyte.gz", "no gzip");
        _folder.Write("idx/train-labels-idx1-ubyte.gz", "no gzip");
        CliRun.Fails(["evaluate", model, "--data", _folder["idx"]], "train-images-idx3-ubyte.gz", "no idx file");
        CliRun.Fails(["evaluate", model, "--data", empty, "--out", _folder.Write("taken", "")], "taken", "cannot be made");
    }

    [Fact]
    public void Missing_model() => CliRun.Fails(["classify", Picture(), "--model", _folder["none.onnx"]], "none.onnx");

    [Fact]
    public void Missing_label_file()
        => CliRun.Fails(["classify", Picture(), "--model", CliModels.Classifier(_folder), "--labels", _folder["none.txt"]], "none.txt");

    [Theory]
    [InlineData("")]
    [InlineData("this is text, not a picture")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    public void Corrupt_picture(string content)
    {
        string picture = _folder.Write("broken.png", content);
        CliRun.Fails(["activations", picture, "--network", "filters", "--out", _folder["maps.png"]], "broken.png", "not a picture");
        Assert.False(File.Exists(_folder["maps.png"]));
    }

    [Fact]
    public void Truncated_picture()
    {
        byte[] whole = File.ReadAllBytes(Picture());
        string picture = _folder.Write("half.png", whole[..(whole.Length / 2)]);
        CliRun.Fails(["activations", picture, "--network", "filters", "--out", _folder["maps.png"]], "half.png");
    }

    [Fact]
    public void Corrupt_model()
        => CliRun.Fails(["summary", _folder.Write("broken.onnx", "no protobuf at all")], "broken.onnx");

    [Fact]
    public void Output_in_a_folder_that_is_not_there()
        => CliRun.Fails(["activations", Picture(), "--network", "filters", "--out", _folder["none/maps.png"]], "cannot be written", "does not exist");

    [Fact]
    public void Output_that_is_a_folder()
        => CliRun.Fails(["scene", "--out", _folder.Root], "is a folder");

    [Fact]
    public void Output_folder_that_is_a_file()
    {
        string input = _folder["x.npy"];
        NpyFile.Write(input, new Tensor<float>(new TensorShape(1, 3, 8, 8)));
        string file = _folder.Write("taken", "");
        CliRun.Fails(["run", CliModels.Classifier(_folder), "--input", $"picture={input}", "--output", file], "taken", "cannot be made");
    }

    [Fact]
    public void Unknown_layer_lists_the_nearest()
        => CliRun.Fails(
            ["activations", Picture(), "--model", CliModels.Classifier(_folder), "--layer", "relu2", "--out", _folder["maps.png"]],
            "'relu2'", "relu1");

    [Theory]
    [InlineData("relu1", "'relu1' (Relu) has no filters", "Convolutions: conv1")]
    [InlineData("conv2", "'conv2'", "nearest: conv1")]
    public void Layer_without_filters(string layer, params string[] texts)
    {
        CliRun.Fails(["filters", CliModels.Classifier(_folder), "--layer", layer, "--out", _folder["filters.png"]], texts);
        Assert.False(File.Exists(_folder["filters.png"]));
    }

    [Fact]
    public void Filter_that_is_not_there()
        => CliRun.Fails(["filters", CliModels.Classifier(_folder), "--channel", "2", "4", "--out", _folder["filters.png"]], "no channel 4", "0 to 3");

    [Fact]
    public void Pictures_to_look_at_that_are_not_there()
    {
        string model = CliModels.Classifier(_folder), empty = Directory.CreateDirectory(_folder["empty"]).FullName;
        CliRun.Fails(["filters", model, "--occlusion", _folder["none.jpg"], "--out", _folder["map.png"]], "none.jpg", "no such picture");
        CliRun.Fails(["filters", model, "--max-activations", _folder["none"], "--out", _folder["map.png"]], "none", "no such folder");
        CliRun.Fails(["filters", model, "--max-activations", empty, "--out", _folder["map.png"]], "empty", "holds no pictures");
        CliRun.Fails(["filters", model, "--occlusion", Picture(), "--out", _folder["none/map.png"]], "does not exist");
    }

    [Fact]
    public void Networks_by_name_have_filters_too()
    {
        Assert.Contains("conv1, 6 filters of 1×5×5", CliRun.Of("filters", "lenet5", "--out", _folder["filters.png"]).Output);
        CliRun.Fails(["filters", "lenett5", "--out", _folder["filters.png"]], "lenett5", "lenet5");
    }

    [Fact]
    public void Filters_are_drawn_without_a_device()
    {
        CliRun run = CliRun.Of("filters", CliModels.Classifier(_folder), "--out", _folder["filters.png"], "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        System.Text.Json.JsonElement told = System.Text.Json.JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("conv1", 4, 3), (told.GetProperty("layer").GetString(), told.GetProperty("filters").GetInt32(), told.GetProperty("channels").GetInt32()));
        Assert.Equal([1, 1, 1, 1.732051], told.GetProperty("shown").EnumerateArray().Select(f => f.GetProperty("norm").GetDouble()));
        Assert.True(File.Exists(_folder["filters.png"]));
    }

    [Theory]
    [InlineData("picture")]
    [InlineData("=x.npy")]
    [InlineData("picture=")]
    public void Malformed_input(string input) => CliRun.Fails(["run", CliModels.Classifier(_folder), "--input", input], input, "NAME=FILE.npy");

    [Fact]
    public void Input_that_the_model_does_not_have()
        => CliRun.Fails(["run", CliModels.Classifier(_folder), "--input", "data=x.npy"], "'data'", "picture");

    [Fact]
    public void Input_left_out() => CliRun.Fails(["run", CliModels.Classifier(_folder)], "--input picture=FILE.npy");

    [Fact]
    public void Input_file_that_is_not_there()
        => CliRun.Fails(["run", CliModels.Classifier(_folder), "--input", $"picture={_folder["none.npy"]}"], "none.npy");

    [Fact]
    public void Kept_tensor_that_is_not_there()
        => CliRun.Fails(["run", CliModels.Classifier(_folder), "--keep", "conv2"], "'conv2'", "conv1");

    [Fact]
    public void Conformance_folder_without_tests() => CliRun.Fails(["conformance", _folder.Root], "holds no test");

    [Fact]
    public void Conformance_folder_that_is_not_there() => CliRun.Fails(["conformance", _folder["none"]], "does not exist");

    [Fact]
    public void Shape_of_an_input_that_is_not_there()
        => CliRun.Fails(["summary", CliModels.Classifier(_folder), "--shape", "data=1x3x8x8"], "'data'", "picture");

    [Fact]
    public void The_stack_trace_comes_with_verbose()
        => Assert.Contains("   at ", CliRun.Of("scene", "--out", _folder.Root, "--verbose").Error);

    private string Picture()
    {
        string path = _folder["scene.png"];
        Assert.Equal(0, CliRun.Of("scene", "--out", path).ExitCode);
        return path;
    }
}
