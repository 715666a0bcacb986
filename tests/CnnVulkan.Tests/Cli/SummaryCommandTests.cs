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

    [Fact]
    public void Json_tells_what_each_layer_sees_and_holds()
    {
        JsonElement json = JsonDocument.Parse(CliRun.Of("summary", "lenet5", "--json").Output).RootElement;
        JsonElement conv = json.GetProperty("layers")[0];
        Assert.Equal("5×5", conv.GetProperty("window").GetString());
        Assert.Equal((150, 6, 624), (conv.GetProperty("weights").GetInt64(), conv.GetProperty("biases").GetInt64(), conv.GetProperty("weight_bytes").GetInt64()));
        Assert.Equal([5, 5], conv.GetProperty("receptive_field").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal([1, 1], conv.GetProperty("effective_stride").EnumerateArray().Select(e => e.GetDouble()));
        Assert.Equal([0, 0], conv.GetProperty("effective_pad_begin").EnumerateArray().Select(e => e.GetInt32()));
        Assert.True(json.GetProperty("layers").EnumerateArray().Last().GetProperty("sees_all").GetBoolean());
        JsonElement totals = json.GetProperty("totals");
        Assert.Equal(totals.GetProperty("parameters").GetInt64(), totals.GetProperty("weights").GetInt64() + totals.GetProperty("biases").GetInt64());
        Assert.True(totals.GetProperty("flops").GetInt64() > 2 * totals.GetProperty("multiply_adds").GetInt64());
    }

    [Fact]
    public void The_table_fits_140_columns()
        => Assert.All(CliRun.Of("summary", "vgg16").Output.Split('\n'), line => Assert.True(line.Length <= 140, line));

    [Theory]
    [InlineData("3x64x80", "1×64×64×80")]
    [InlineData("2x3x64x80", "2×64×64×80")]
    public void Another_size_makes_another_network(string size, string conv)
        => Assert.Contains(conv, CliRun.Of("summary", "vgg16", "--input", size).Output);

    [Fact]
    public void Another_size_is_taken_by_a_file_too()
    {
        string model = CliModels.Classifier(_folder);
        Assert.Contains("1×4×12×9", CliRun.Of("summary", model, "--input", "3x12x9").Output);
        Assert.Contains("1×4×12×9", CliRun.Of("summary", model, "--input", "picture=1x3x12x9").Output);
        CliRun.Fails(["summary", model, "--input", "image=3x12x9"], "'image'", "picture");
        CliRun.Fails(["summary", model, "--input", "12x9"], "2 extents", "4");
        CliRun.Fails(["summary", model, "--input", "3x12xbig"], "3x12xbig", "3x224x224");
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
