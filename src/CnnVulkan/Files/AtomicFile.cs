namespace CnnVulkan.Files;

/// <summary>Writes files whole or not at all: to a temporary name in the same folder, then renamed.</summary>
internal static class AtomicFile
{
    /// <exception cref="IOException">The file cannot be written; nothing is left behind, and an older file stays as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                // On the disk before it takes the older file's name.
                stream.Flush(flushToDisk: true);
            }
            // File.Move cannot replace on netstandard2.1, and File.Replace needs something to replace.
            if (File.Exists(path))
                File.Replace(temporary, path, null);
            else
                File.Move(temporary, path);
        }
        catch (Exception error)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            if (error is IOException or UnauthorizedAccessException)
                throw new IOException($"{path} cannot be written: {error.Message}", error);
            throw;
        }
    }
}
