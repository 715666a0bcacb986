using System.Text.Json;

namespace CnnVulkan.Tests.Cli;

public sealed class SummaryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_has_every_layer_and_the_totals()
    {
        CliRun run = CliRun.Of("summary", CliModels.Classifier(_folder), "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        JsonElement conv = json.GetProperty("layers")[0];
        Assert.Equal("conv1", conv.GetProperty("name").GetString());
        Assert.Equal("Conv", conv.GetProperty("operator").GetString());
        Assert.Equal([1, 4, 8, 8], conv.GetProperty("output_shape").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(12, conv.GetProperty("parameters").GetInt64());
        Assert.Equal(3 * 4 * 64, conv.GetProperty("multiply_adds").GetInt64());
        Assert.Equal(4 * 64 * 4, conv.GetProperty("activation_bytes").GetInt64());
        JsonElement totals = json.GetProperty("totals");
        Assert.Equal(4, json.GetProperty("layers").GetArrayLength());
        Assert.Equal(12, totals.GetProperty("parameters").GetInt64());
        Assert.Equal(3 * 4 * 64, totals.GetProperty("multiply_adds").GetInt64());
        Assert.True(totals.GetProperty("planned_peak_bytes").GetInt64() >= totals.GetProperty("lower_bound_bytes").GetInt64());
        Assert.True(totals.GetProperty("lower_bound_bytes").GetInt64() > 0);
    }

    [Fact]
    public void The_table_is_plain_text_in_a_pipe()
    {
        CliRun run = CliRun.Of("summary", CliModels.Classifier(_folder));
        Assert.Contains("conv1", run.Output);
        Assert.Contains("1×4×8×8", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [SkippableFact]
    public void SqueezeNet_has_the_numbers_of_its_paper()
    {
        string model = SharedData.Require("models/squeezenet1.1");
        JsonElement totals = JsonDocument.Parse(CliRun.Of("summary", model, "--json").Output).RootElement.GetProperty("totals");
        Assert.Equal(1_235_496, totals.GetProperty("parameters").GetInt64());
        Assert.InRange(totals.GetProperty("multiply_adds").GetInt64(), 340_000_000, 390_000_000);
    }
}
