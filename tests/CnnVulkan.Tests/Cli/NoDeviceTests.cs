using System.Diagnostics;

namespace CnnVulkan.Tests.Cli;

/// <summary>A machine without a Vulkan driver, played by a child process whose loader is pointed at none.</summary>
public sealed class NoDeviceTests
{
    [Theory]
    [InlineData("devices")]
    [InlineData("devices --json")]
    public void Says_what_is_missing_and_exits_with_an_error(string arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "CnnVulkan.Cli.dll");
        var start = new ProcessStartInfo("dotnet", $"\"{program}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["VK_ICD_FILENAMES"] = "/nonexistent/icd.json", ["VK_DRIVER_FILES"] = "/nonexistent/icd.json" },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("error: ", error);
        Assert.Contains("Vulkan", error);
        Assert.DoesNotContain("   at ", error);
        Assert.Equal("", output.Result);
    }
}
