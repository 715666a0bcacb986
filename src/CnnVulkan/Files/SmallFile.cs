namespace CnnVulkan.Files;

/// <summary>A file of labels or settings, whole in memory.</summary>
internal static class SmallFile
{
    /// <summary>Far above real ones (labels of 21,841 classes take about 1 MB); a larger file is something else.</summary>
    private const long MostBytes = 64 << 20;

    /// <exception cref="ModelFormatException">The file is missing, empty or far too large, or cannot be read.</exception>
    public static byte[] Read(ModelSource source)
    {
        try
        {
            var info = new FileInfo(source.Name);
            if (!info.Exists)
                throw source.Error("there is no such file.");
            if (info.Length is 0 or > MostBytes)
                throw source.Error($"the file has {info.Length:N0} bytes; 1 to {MostBytes:N0} were expected.");
            return File.ReadAllBytes(source.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw source.Error($"the file cannot be read: {error.Message}", error);
        }
    }
}
