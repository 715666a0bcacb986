using System.CommandLine;

namespace CnnVulkan.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Write JSON for machines instead of text.", Recursive = true };

    public Option<string?> Device { get; } = new("--device")
    {
        Description = "The Vulkan device: its number in `cnnvulkan devices` or a part of its name. Default: CNNVULKAN_DEVICE, else the fastest kind.",
        HelpName = "NUMBER|NAME",
        Recursive = true,
    };

    public Option<bool> Validation { get; } = new("--validation")
    {
        Description = "Turn on Vulkan's validation layers; a message from them is an error.",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Add the stack trace to an error.", Recursive = true };

    public IEnumerable<Option> All => [Json, Device, Validation, Verbose];
}
