using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace CnnVulkan.Kernels;

/// <summary>SPIR-V by kernel and variant: the library's own from the archive embedded at build, a user's through Shaderc. Thread-safe.</summary>
internal sealed class ShaderLibrary : IDisposable
{
    private const string Resource = "CnnVulkan.shaders.zip";
    private const string IncludeFolder = "include/";

    private static readonly Lazy<string> EmbeddedHash = new(() =>
    {
        using Stream archive = OpenEmbeddedStream();
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(archive).Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    });

    private readonly object _lock = new();
    private readonly ZipArchive _archive;
    private readonly SpirvCache _cache;
    private readonly Func<string, string, byte[]?>? _replacement;
    private readonly Lazy<Dictionary<string, string>> _includes;
    private readonly Lazy<GlslCompiler> _compiler;

    /// <param name="cache">Keeps what is compiled at run time.</param>
    /// <param name="replacement">For tests: SPIR-V to take for a shader and its variant instead of the embedded one, or null for none.</param>
    public ShaderLibrary(SpirvCache cache, Func<string, string, byte[]?>? replacement = null)
    {
        _replacement = replacement;
        _cache = cache;
        _archive = OpenEmbedded();
        _includes = new Lazy<Dictionary<string, string>>(ReadIncludes);
        _compiler = new Lazy<GlslCompiler>(() => new GlslCompiler(name => _includes.Value.GetValueOrDefault(name)));
    }

    /// <summary>Of all shaders of the library: what was found of some counts for nothing with others.</summary>
    public static string Hash => EmbeddedHash.Value;

    /// <summary>The archive of shaders embedded in the library.</summary>
    public static ZipArchive OpenEmbedded() => new(OpenEmbeddedStream(), ZipArchiveMode.Read);

    /// <summary>The same as bytes.</summary>
    public static Stream OpenEmbeddedStream() => typeof(ShaderLibrary).Assembly.GetManifestResourceStream(Resource)
        ?? throw new ShaderCompilationException($"The library was built without its shaders (resource {Resource}). Build it again.");

    /// <exception cref="ShaderCompilationException">There is no such shader, or a user's does not compile.</exception>
    public byte[] Load(Kernel kernel, string variant) => kernel.Source is null ? Embedded(kernel.Shader, variant) : Compiled(kernel, variant);

    public void Dispose()
    {
        _archive.Dispose();
        if (_compiler.IsValueCreated)
            _compiler.Value.Dispose();
    }

    /// <summary>A shader of the library's own, which may be none of a plan.</summary>
    /// <exception cref="ShaderCompilationException">There is no such shader.</exception>
    public byte[] Embedded(string shader, string variant)
    {
        if (_replacement?.Invoke(shader, variant) is { } replaced)
            return replaced;
        // An archive reads from one stream.
        lock (_lock)
        {
            ZipArchiveEntry entry = _archive.GetEntry($"{shader}.{variant}.spv")
                ?? throw new ShaderCompilationException($"There is no shader '{shader}' in variant {variant}: shaders/**/{shader}.comp does not list it.");
            return ReadAll(entry);
        }
    }

    private byte[] Compiled(Kernel kernel, string variant)
    {
        string key = SpirvCache.KeyOf(kernel.Source!, variant, _includes.Value.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value));
        byte[]? code = _cache.Find(key);
        if (code is not null)
            return code;
        code = _compiler.Value.Compile($"{kernel.Shader}.comp", kernel.Source!, variant);
        _cache.Add(key, code);
        return code;
    }

    private Dictionary<string, string> ReadIncludes()
    {
        lock (_lock)
        {
            return _archive.Entries.Where(e => e.FullName.StartsWith(IncludeFolder, StringComparison.Ordinal))
                .ToDictionary(e => e.FullName[IncludeFolder.Length..], e => System.Text.Encoding.UTF8.GetString(ReadAll(e)));
        }
    }

    private static byte[] ReadAll(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
