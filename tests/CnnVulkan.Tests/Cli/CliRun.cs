using CnnVulkan.Cli;

namespace CnnVulkan.Tests.Cli;

/// <summary>One run of the command line in this process: what it wrote and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static CliRun Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = Program.Run(args, output, error);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must fail with one message that contains all of the given texts, and without a stack trace.</summary>
    public static void Fails(string[] args, params string[] texts)
    {
        CliRun run = Of(args);
        Assert.NotEqual(0, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        foreach (string text in texts)
            Assert.Contains(text, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.DoesNotContain("Unexpected", run.Error);
    }
}
