using System.Text.Json;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Cli;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>The real network, the real photos and ONNX's own tests, where they are at hand.</summary>
public sealed class SharedDataTests
{
    private const double ProbabilityTolerance = 0.02;

    [SkippableTheory]
    [InlineData("fp32", 0.02)]
    [InlineData("fp16", 0.05)]
    public void Photos_are_what_the_reference_says(string precision, double clearLead)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(precision == "fp16" && !device.Limits.Storage16Bit, "The device does not store 16-bit reals.");
        string photos = SharedData.Require("photos"), model = SharedData.Require("models/squeezenet1.1");
        JsonElement expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(photos, "expected.json"))).RootElement.GetProperty("photos");
        CliRun run = CliRun.Of("classify", photos, "--model", model, "--precision", precision, "--top", "1000", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Dictionary<string, JsonElement> results = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(r => Path.GetFileName(r.GetProperty("file").GetString()!), r => r.GetProperty("top"));
        foreach (JsonElement photo in expected.EnumerateArray())
        {
            (int Index, double Probability)[] wanted = Top(photo.GetProperty("top5")), got = Top(results[photo.GetProperty("file").GetString()!]);
            if (wanted[0].Probability - wanted[1].Probability > clearLead)
                Assert.Equal(wanted[0].Index, got[0].Index);
            foreach ((int index, double probability) in wanted)
                Assert.Equal(probability, got.Single(g => g.Index == index).Probability, ProbabilityTolerance);
        }
    }

    [SkippableFact]
    public void Every_conformance_case_passes()
    {
        _ = GpuFixture.Device;
        CliRun run = CliRun.Of("conformance", SharedData.Require("onnx"));
        string last = run.Output.TrimEnd().Split('\n')[^1];
        Assert.True(run.ExitCode == 0 && last.EndsWith(" 0 failed, 0 unsupported", StringComparison.Ordinal), run.Output);
    }

    private static (int Index, double Probability)[] Top(JsonElement top)
        => [.. top.EnumerateArray().Select(t => (t.GetProperty("index").GetInt32(), t.GetProperty("probability").GetDouble()))];
}
