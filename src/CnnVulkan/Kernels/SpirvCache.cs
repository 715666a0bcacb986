using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CnnVulkan.Files;
using Microsoft.Extensions.Logging;

namespace CnnVulkan.Kernels;

/// <summary>SPIR-V of shaders compiled at run time, kept in files named by the hash of all that went into them.</summary>
internal sealed class SpirvCache(string? directory, ILogger logger)
{
    private const string Kind = "CNNVKSP1";
    private const uint SpirvMagic = 0x07230203;

    /// <summary>The key of a shader: options, variant, source and the files it may include.</summary>
    public static string KeyOf(string source, string variant, IEnumerable<string> includes)
    {
        using var sha = SHA256.Create();
        byte[] all = Encoding.UTF8.GetBytes(string.Join("\0", includes.Prepend(source).Prepend(variant).Prepend(GlslCompiler.Options)));
        return string.Concat(sha.ComputeHash(all).Select(b => b.ToString("x2")));
    }

    public byte[]? Find(string key)
    {
        byte[]? code = directory is null ? null : ChecksummedFile.Read(PathOf(key), Kind, logger);
        bool whole = code is { Length: >= 20 } && code.Length % 4 == 0 && MemoryMarshal.Read<uint>(code) == SpirvMagic;
        return whole ? code : null;
    }

    public void Add(string key, byte[] code)
    {
        if (directory is not null)
            ChecksummedFile.Write(PathOf(key), Kind, code, logger);
    }

    private string PathOf(string key) => Path.Combine(directory!, "spirv", $"{key}.bin");
}
