using SixLabors.ImageSharp;

namespace CnnVulkan.Cli;

/// <summary>Turns what was thrown into one clear message.</summary>
internal static class ErrorText
{
    public static string Of(Exception failure) => failure switch
    {
        CommandException or CnnVulkanException or IOException or UnauthorizedAccessException or ImageFormatException => failure.Message,
        OutOfMemoryException => "Not enough memory.",
        _ => $"Unexpected {failure.GetType().Name}: {failure.Message} Run it again with --verbose for the stack trace.",
    };
}
