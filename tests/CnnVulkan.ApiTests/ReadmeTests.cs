using System.Diagnostics;
using System.Text.RegularExpressions;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Conventions;

namespace CnnVulkan.ApiTests;

/// <summary>What the README shows is what compiles and runs here.</summary>
public class ReadmeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/embedding.md")]
    public void Every_sample_stands_in_these_tests(string page)
    {
        MatchCollection samples = Regex.Matches(Repository.Read(page), @"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.NotEmpty(samples);
        string[] sources = Repository.Files("tests/CnnVulkan.ApiTests", ".cs").Select(f => Normalize(Repository.Read(f))).ToArray();
        Assert.All(samples, s => Assert.Contains(sources, source => source.Contains(Normalize(s.Groups[1].Value), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_link_into_the_repository_leads_somewhere()
        => Assert.All(
            Regex.Matches(Repository.Read("README.md"), @"\]\((?!http|#)([^)]+)\)"),
            link => Assert.True(File.Exists(Path.Combine(Repository.Root, link.Groups[1].Value)), $"{link.Value} leads nowhere."));

    [SkippableFact]
    public void The_sample_that_classifies_runs()
    {
        Gpu.Require();
        using var folder = new ModelFolder();
        TextWriter console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            ReadmeSamples.Classify(ModelFolder.GreenPicture(20, 13), 20, 13);
        }
        finally
        {
            Console.SetOut(console);
        }
        string[] lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("green", lines[0].TrimEnd());
    }

    [SkippableFact]
    public async Task The_sample_with_any_tensors_runs()
    {
        Skip.IfNot(Gpu.Require().Limits.Storage16Bit, "The device has no 16-bit storage.");
        using var folder = new ModelFolder();
        Tensor<float> x = ModelFolder.Ramp();
        float[] scores = (await ReadmeSamples.AnyTensors(x)).ToFloatArray();
        for (int c = 0; c < 3; c++)
            Assert.Equal(x.Data.Skip(c * 64).Take(64).Average(), scores[c], 2e-3f);
    }

    [SkippableFact]
    public void The_sample_with_a_layer_of_ones_own_runs()
    {
        Gpu.Require();
        using var folder = new ModelFolder();
        using var device = VisionDevice.Create();
        using var worker = new Worker(ReadmeSamples.OwnLayer(), device);
        Tensor<float> x = ModelFolder.Ramp();
        worker.SetInput(x);
        worker.Schedule();
        Assert.Equal(x.Data.Select(v => v * v * v), worker.PeekOutput().Readback().ToFloatArray(), (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    /// <summary>Commands of the README's table, each with the options that it says each has.</summary>
    [SkippableFact]
    public void Every_command_of_the_table_exists_with_its_options()
    {
        Skip.IfNot(File.Exists("/bin/bash") || File.Exists("/usr/bin/bash"), "The scripts need bash.");
        string readme = Repository.Read("README.md");
        string[] commands = Regex.Matches(readme, @"^\| `([a-z-]+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToArray();
        Assert.Contains("classify", commands);
        string[] shared = ["--json", "--device", "--validation", "--verbose"];
        Assert.All(shared, option => Assert.Contains($"`{option}`", readme));
        foreach (string command in commands)
        {
            string help = Run("./cnnvulkan", command, "--help");
            string row = Regex.Match(readme, $@"^\| `{command}.*$", RegexOptions.Multiline).Value;
            Assert.All(shared.Concat(Regex.Matches(row, "--[a-z-]+").Select(m => m.Value)), option => Assert.Contains(option, help));
        }
    }

    [SkippableFact]
    public void The_commands_that_need_no_data_run()
    {
        VisionDeviceInfo device = Gpu.Require();
        Skip.IfNot(File.Exists("/bin/bash") || File.Exists("/usr/bin/bash"), "The scripts need bash.");
        string readme = Repository.Read("README.md");
        Assert.Contains("./run.sh", readme);
        Assert.Contains("./cnnvulkan devices", readme);
        Assert.Contains(device.Name, Run("./cnnvulkan", "devices", "--json"));
        using var folder = new TemporaryFolder();
        Run("./run.sh", "--headless", "--frames", "2", "--size", "320x180", "--out", folder.Root);
        Assert.True(new FileInfo(folder["frame-0002.png"]).Length > 0);
    }

    /// <summary>Lines without indentation; using directives apart, which stand at the top of a file.</summary>
    private static string Normalize(string code)
        => string.Join('\n', code.Split('\n').Select(l => Regex.Replace(l.Trim(), @"\s+", " ")).Where(l => l.Length > 0 && !Regex.IsMatch(l, @"^using [\w.]+;$")));

    private static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        // The test runner's own settings would mislead a build in the script.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{script} {string.Join(' ', arguments)} did not end within {Patience}.");
        }
        Assert.True(process.ExitCode == 0, $"{script} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result}");
        return output.Result;
    }
}
