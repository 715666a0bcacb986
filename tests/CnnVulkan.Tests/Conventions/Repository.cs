namespace CnnVulkan.Tests.Conventions;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    /// <summary>Source files below a folder of the repository, build output and generated code apart; paths from the root, with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings)
        => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => !f.Contains("/bin/") && !f.Contains("/obj/") && !f.EndsWith(".g.cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "CnnVulkan.sln")) || File.Exists(Path.Combine(folder, "Directory.Packages.props")))
                return folder;
        }
        throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
