using System.Text.Json;

namespace CnnVulkan.Tests.Cli;

public sealed class SizeCommandTests
{
    [Theory]
    [InlineData(new[] { "227", "--filter", "11", "--stride", "4", "--pad", "0" }, "(227 - 11 + 2·0) / 4 + 1 = 55")]
    [InlineData(new[] { "32", "--filter", "5", "--pad", "2" }, "(32 - 5 + 2·2) / 1 + 1 = 32")]
    [InlineData(new[] { "7", "--filter", "3", "--stride", "3" }, "= 2.33: the filter does not fit", "Floor mode gives 2: the last 1", "Ceil mode gives 3", "reaches 2 past")]
    [InlineData(new[] { "6", "--filter", "1", "--stride", "4", "--pad", "1" }, "= 2.75", "Floor mode gives 2", "Ceil mode gives 2 too")]
    [InlineData(new[] { "9", "--filter", "3", "--dilation", "2" }, "(3 - 1)·2 + 1 = 5", "(9 - 5 + 2·0) / 1 + 1 = 5")]
    public void Answers_the_formula(string[] args, params string[] answers)
    {
        CliRun run = CliRun.Of(["size", .. args]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(answers, answer => Assert.Contains(answer, run.Output));
    }

    [Fact]
    public void Json_has_the_exact_number_and_both_roundings()
    {
        JsonElement json = JsonDocument.Parse(CliRun.Of("size", "7", "--filter", "3", "--stride", "3", "--json").Output).RootElement;
        Assert.Equal((2.3333, false, 2, 3), (json.GetProperty("exact").GetDouble(), json.GetProperty("fits").GetBoolean(), json.GetProperty("floor").GetInt32(), json.GetProperty("ceil").GetInt32()));
    }

    [Fact]
    public void Impossible_sizes_say_what_is_wrong()
    {
        CliRun.Fails(["size", "5", "--filter", "7"], "output size of -1", "kernel 7", "must fit the padded input");
        CliRun.Fails(["size", "5", "--filter", "3", "--stride", "0"], "stride of 0", "at least 1");
        CliRun.Fails(["size", "0", "--filter", "3"], "extent 0");
        CliRun.Fails(["size", "5", "--filter", "3", "--pad", "-1"], "pad of -1");
    }
}
