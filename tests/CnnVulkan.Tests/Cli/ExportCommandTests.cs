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
}
