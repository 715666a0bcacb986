using System.Runtime.InteropServices;

namespace CnnVulkan.Files;

/// <summary>Where compiled shaders are kept between runs.</summary>
internal static class CacheDirectory
{
    /// <summary>
    /// The folder: <c>CNNVULKAN_CACHE</c> where set, else CnnVulkan in the user's cache directory. Null where the variable says <c>off</c>
    /// or the user has no such directory.
    /// </summary>
    public static string? Find()
    {
        string? chosen = Environment.GetEnvironmentVariable("CNNVULKAN_CACHE");
        if (string.Equals(chosen, "off", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!string.IsNullOrEmpty(chosen))
            return chosen;
        string root = UserCache();
        return root.Length == 0 ? null : Path.Combine(root, "cnnvulkan");
    }

    private static string UserCache()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!string.IsNullOrEmpty(xdg) && Path.IsPathRooted(xdg))
            return xdg!;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length == 0)
            return "";
        return RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }
}
