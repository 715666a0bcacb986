using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CnnVulkan.Files;

/// <summary>
/// A cache file: eight bytes that name its kind, the SHA-256 of the content, the content. A file that does not agree with itself counts
/// as absent. Written whole or not at all, so that another process never reads half of one.
/// </summary>
internal static class ChecksummedFile
{
    private const int HashBytes = 32;

    /// <summary>The content, or null where the file is absent, damaged or of another kind.</summary>
    public static byte[]? Read(string path, string kind, ILogger logger)
    {
        byte[] magic = Encoding.ASCII.GetBytes(kind);
        try
        {
            if (!File.Exists(path))
                return null;
            byte[] all = File.ReadAllBytes(path);
            int header = magic.Length + HashBytes;
            if (all.Length >= header && all.AsSpan(0, magic.Length).SequenceEqual(magic)
                && all.AsSpan(magic.Length, HashBytes).SequenceEqual(Hash(all, header)))
            {
                return all.AsSpan(header).ToArray();
            }
            logger.LogWarning("The cache file {Path} is damaged and will be made again.", path);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The cache file {Path} cannot be read: {Reason}", path, error.Message);
            return null;
        }
    }

    /// <summary>Writes the file. A directory that cannot be written costs time at the next start, so it is only logged.</summary>
    public static void Write(string path, string kind, byte[] content, ILogger logger)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, stream =>
            {
                stream.Write(Encoding.ASCII.GetBytes(kind));
                stream.Write(Hash(content, 0));
                stream.Write(content);
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            logger.LogWarning("The cache file {Path} cannot be written: {Reason}", path, error.Message);
        }
    }

    private static byte[] Hash(byte[] bytes, int start)
    {
        using var sha = SHA256.Create();
        return sha.ComputeHash(bytes, start, bytes.Length - start);
    }
}
