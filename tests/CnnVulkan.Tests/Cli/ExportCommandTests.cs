using System.Text.Json;

namespace CnnVulkan.Tests.Cli;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_is_written_again()
    {
        string model = CliModels.Classifier(_folder), copy = _folder["copy.onnx"];
        CliRun run = CliRun.Of("export", model, "--out", copy, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement told = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((4, 48), (told.GetProperty("nodes").GetInt32(), told.GetProperty("weight_bytes").GetInt32()));
        Assert.Equal(ModelLoader.Load(model).Graph.ToString(), ModelLoader.Load(copy).Graph.ToString());
    }

    [Fact]
    public void A_slash_makes_a_folder()
    {
        CliRun run = CliRun.Of("export", CliModels.Classifier(_folder), "--out", _folder["net/"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("4 nodes", run.Output);
        Assert.True(File.Exists(_folder["net/model.onnx"]));
    }

    [Fact]
    public void No_file_to_write() => CliRun.Fails(["export", CliModels.Classifier(_folder)], "--out", "--help");

    [Fact]
    public void An_operator_set_that_is_not_written()
        => CliRun.Fails(["export", CliModels.Classifier(_folder), "--out", _folder["x.onnx"], "--opset", "6"], "7 to 24");

    [Fact]
    public void A_folder_that_is_not_there() => CliRun.Fails(["export", CliModels.Classifier(_folder), "--out", _folder["none/x.onnx"]], "none/x.onnx", "cannot be written");

    [Fact]
    public void A_network_is_written_by_name_and_its_weights_follow_the_seed()
    {
        string[] files = [.. new[] { "1", "1", "2" }.Select((seed, i) =>
        {
            string file = _folder[$"{i}.onnx"];
            CliRun run = CliRun.Of("export", "LeNet-5", "--out", file, "--seed", seed);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return Convert.ToBase64String(File.ReadAllBytes(file));
        })];
        Assert.Equal(files[0], files[1]);
        Assert.NotEqual(files[1], files[2]);
        Assert.Equal(NetworkCatalog.Create("lenet5").Graph.ToString(), ModelLoader.Load(_folder["0.onnx"]).Graph.ToString());
    }

    [Theory]
    [InlineData("zero", 0)]
    [InlineData("small", 0.01)]
    public void Weights_can_be_too_small(string initialization, double deviation)
    {
        Assert.Equal(0, CliRun.Of("export", "lenet5", "--out", _folder["x.onnx"], "--initialization", initialization).ExitCode);
        Tensor largest = ModelLoader.Load(_folder["x.onnx"]).Graph.Constants.Values.OrderBy(c => c.Shape.Count).Last();
        Assert.Equal(deviation, Math.Sqrt(largest.ToFloatArray().Average(v => (double)v * v)), 3);
    }

    [Fact]
    public void An_unknown_name_lists_the_nearest() => CliRun.Fails(["export", "resnet19", "--out", _folder["x.onnx"]], "resnet19", "resnet18");

    [Fact]
    public void A_file_has_weights_of_its_own()
        => CliRun.Fails(["export", CliModels.Classifier(_folder), "--out", _folder["x.onnx"], "--seed", "2"], "--seed", "weights of its own");

    [Fact]
    public void Weights_of_a_kind_that_is_not_known()
        => CliRun.Fails(["export", "lenet5", "--out", _folder["x.onnx"], "--initialization", "xavier"], "xavier", "he");
}
