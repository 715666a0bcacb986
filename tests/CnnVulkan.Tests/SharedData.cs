using CnnVulkan.Tests.Conventions;

namespace CnnVulkan.Tests;

/// <summary>Models, photos and conformance cases that lie outside the repository; tests that need them are skipped without.</summary>
internal static class SharedData
{
    /// <summary>CNNVULKAN_SHARED, or else the folder <c>shared</c> next to the repository.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("CNNVULKAN_SHARED") is { Length: > 0 } named
        ? named
        : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared"));

    /// <summary>A file or folder under it; skips the running test where it is absent.</summary>
    public static string Require(string path)
    {
        string full = Path.Combine(Root, path);
        Skip.IfNot(File.Exists(full) || Directory.Exists(full), $"{full} is absent; CNNVULKAN_SHARED names the folder it is looked for in.");
        return full;
    }
}
