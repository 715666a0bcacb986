using System.Text.Json;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Cli;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>The commands on a device, as a user calls them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Devices_tells_which_one_would_be_used()
    {
        JsonElement[] devices = Json("devices");
        Assert.Single(devices, d => d.GetProperty("would_be_used").GetBoolean());
        CliRun.Fails(["devices", "--device", "no such device"], "no such device");
    }

    [SkippableFact]
    public void Devices_checks_every_kernel_of_the_device_it_is_asked_for()
    {
        JsonElement check = Assert.Single(Json("devices", "--check", "--device", GpuFixture.Device.Name), d => d.GetProperty("would_be_used").GetBoolean()).GetProperty("check");
        Assert.True(check.GetProperty("right").GetBoolean());
        Assert.Contains(check.GetProperty("kernels").EnumerateArray(), k => k.GetProperty("kernel").GetString() == "winograd");
        Assert.Contains("preprocessing", CliRun.Of("devices", "--check").Output);
    }

    [SkippableFact]
    public void Classify_gives_a_line_per_picture_and_goes_on_past_a_broken_one()
    {
        string model = Prepare();
        Picture("a.png");
        _folder.Write("b.png", "broken");
        Picture("c.png");
        CliRun run = CliRun.Of("classify", _folder.Root, "--model", model, "--top", "2", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.png", run.Error);
        JsonElement[] lines = Parse(run.Output);
        Assert.Equal([_folder["a.png"], _folder["c.png"]], lines.Select(l => l.GetProperty("file").GetString()));
        JsonElement best = lines[0].GetProperty("top")[0];
        Assert.Equal(2, lines[0].GetProperty("top").GetArrayLength());
        Assert.Equal(3, best.GetProperty("index").GetInt32());
        Assert.InRange(best.GetProperty("probability").GetDouble(), 0.25, 1);
        Assert.Equal("3", best.GetProperty("label").GetString());
        Assert.True(lines[0].TryGetProperty("gpu_ms", out _));
    }

    [SkippableFact]
    public void Classify_checks_the_number_of_labels()
    {
        string model = Prepare();
        CliRun.Fails(["classify", Picture("a.png"), "--model", model, "--labels", _folder.Write("labels.txt", "one\ntwo\n")], "labels.txt", "2", "4");
    }

    [SkippableFact]
    public void Run_writes_outputs_and_kept_tensors()
    {
        string model = Prepare(), input = _folder["x.npy"];
        NpyFile.Write(input, new Tensor<float>(new TensorShape(1, 3, 8, 8), [.. Enumerable.Range(0, 192).Select(i => (float)i)]));
        CliRun run = CliRun.Of("run", model, "--input", $"picture={input}", "--output", _folder["out"], "--keep", "relu1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var kept = (Tensor<float>)NpyFile.Read(_folder["out/relu1_out.npy"]);
        Assert.Equal(new TensorShape(1, 4, 8, 8), kept.Shape);
        Assert.Equal(0 + 64 + 128, kept.Data[3 * 64]);
        Assert.Equal(new TensorShape(1, 4, 1, 1), NpyFile.Read(_folder["out/probabilities.npy"]).Shape);
    }

    [SkippableFact]
    public void Run_refuses_a_tensor_of_another_shape()
    {
        string model = Prepare(), input = _folder["x.npy"];
        NpyFile.Write(input, new Tensor<float>(new TensorShape(1, 3, 8, 7)));
        CliRun.Fails(["run", model, "--input", $"picture={input}"], "1×3×8×8", "1×3×8×7");
    }

    [SkippableTheory]
    [InlineData("--network", "filters", null, 8)]
    [InlineData("--model", null, null, 4)]
    [InlineData("--model", null, "mean", 4)]
    [InlineData("--model", null, "picture", 3)]
    public void Activations_draws_a_sheet(string option, string? value, string? layer, int maps)
    {
        string model = Prepare();
        string[] args = ["activations", Picture("a.png"), option, value ?? model, "--out", _folder["maps.png"], .. layer is null ? Array.Empty<string>() : ["--layer", layer]];
        JsonElement told = Assert.Single(Json(args));
        Assert.Equal(maps, told.GetProperty("maps").GetInt32());
        ImageView sheet = PictureFile.Load(_folder["maps.png"]);
        Assert.True(sheet.Width > 50 && sheet.Height > 50);
    }

    [SkippableFact]
    public void Bench_gives_every_field()
    {
        JsonElement line = Assert.Single(Json("bench", Prepare(), "--runs", "3", "--warmup", "1", "--profile"));
        Assert.Equal("fp32", line.GetProperty("precision").GetString());
        Assert.Equal("classifier", line.GetProperty("network").GetString());
        foreach (string field in new[] { "load_ms", "first_ms", "min_ms", "median_ms", "p95_ms", "gflops", "peak_bytes" })
            Assert.True(line.GetProperty(field).GetDouble() > 0, field);
        Assert.True(line.GetProperty("min_ms").GetDouble() <= line.GetProperty("median_ms").GetDouble());
        Assert.True(line.GetProperty("median_ms").GetDouble() <= line.GetProperty("p95_ms").GetDouble());
        Assert.False(line.TryGetProperty("load_cold_ms", out _));
    }

    [SkippableFact]
    public void Bench_measures_a_suite_one_line_each()
    {
        JsonElement[] lines = Json("bench", "--suite", "classic", "--runs", "2", "--warmup", "0", "--width", "0.05", "--classes", "7", "--input", "input=3x70x71");
        Assert.Equal(
            ["squeezenet1.1", "mobilenetv2", "alexnet", "resnet18", "googlenet", "resnet50", "vgg16"],
            lines.Select(l => l.GetProperty("network").GetString()));
        string[] fields =
        [
            "load_cold_ms", "first_cold_ms", "load_ms", "first_ms", "min_ms", "median_ms", "p95_ms", "submit_median_ms", "gflops", "peak_bytes",
            "device_gflops", "device_copy_gbs", "share_of_peak",
        ];
        Assert.All(lines, line => Assert.All(fields, field => Assert.True(line.GetProperty(field).GetDouble() > 0, field)));
    }

    [SkippableFact]
    public void Tune_tells_of_each_layer()
    {
        string? before = Environment.GetEnvironmentVariable("CNNVULKAN_CACHE");
        try
        {
            // What is found of a toy must not stay on the machine.
            Environment.SetEnvironmentVariable("CNNVULKAN_CACHE", _folder["cache"]);
            JsonElement line = Assert.Single(Json("tune", Prepare()));
            Assert.Equal(("classifier", "conv1"), (line.GetProperty("network").GetString(), line.GetProperty("node").GetString()));
            Assert.True(line.GetProperty("rule_ms").GetDouble() > 0);
            Assert.True(line.GetProperty("ways").EnumerateObject().Count() >= 2);
            Assert.Contains("1 distinct layers", CliRun.Of("tune", Prepare()).Output);
            Assert.Single(Directory.GetFiles(_folder["cache"], "tuning-*.json"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CNNVULKAN_CACHE", before);
        }
    }

    [Fact]
    public void Bench_wants_to_know_what_to_measure()
    {
        CliRun.Fails(["bench"], "--suite classic");
        CliRun.Fails(["bench", "--suite", "modern"], "modern", "classic");
    }

    [SkippableFact]
    public void Bench_needs_no_options() => Assert.Single(Json("bench", Prepare()));

    [SkippableFact]
    public void Conformance_fails_on_a_wrong_result()
    {
        _ = GpuFixture.Device;
        string source = SharedData.Require("onnx/node/test_abs");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("test_abs", Path.GetRelativePath(source, file)), File.ReadAllBytes(file));
        Assert.Equal("1 passed, 0 failed, 0 unsupported", CliRun.Of("conformance", _folder.Root).Output.Trim());
        File.Copy(_folder["test_abs/test_data_set_0/input_0.pb"], _folder["test_abs/test_data_set_0/output_0.pb"], overwrite: true);
        CliRun run = CliRun.Of("conformance", _folder.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("largest error", run.Output);
        Assert.EndsWith("0 passed, 1 failed, 0 unsupported", run.Output.Trim());
    }

    private string Prepare()
    {
        _ = GpuFixture.Device;
        return CliModels.Classifier(_folder);
    }

    private string Picture(string name)
    {
        Assert.Equal(0, CliRun.Of("scene", "--out", _folder[name]).ExitCode);
        return _folder[name];
    }

    private static JsonElement[] Json(params string[] args)
    {
        _ = GpuFixture.Device;
        CliRun run = CliRun.Of([.. args, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return Parse(run.Output);
    }

    private static JsonElement[] Parse(string lines)
        => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
}
