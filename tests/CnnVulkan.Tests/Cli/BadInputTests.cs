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
    [InlineData("classify", "x.png")]
    [InlineData("bench", "m", "--runs", "0")]
    [InlineData("bench", "m", "--runs", "many")]
    [InlineData("bench", "m", "--warmup=-1")]
    [InlineData("activations", "x.png", "--out", "y.png")]
    [InlineData("activations", "x.png", "--out", "y.png", "--network", "resnet")]
    public void Wrong_usage_says_how_to_get_help(params string[] args) => CliRun.Fails(args, "--help");

    [Fact]
    public void Missing_picture() => CliRun.Fails(["classify", _folder["none.jpg"], "--model", CliModels.Classifier(_folder)], "none.jpg", "no such picture");

    [Fact]
    public void Folder_without_pictures() => CliRun.Fails(["classify", _folder.Root, "--model", CliModels.Classifier(_folder)], "holds no pictures");

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
