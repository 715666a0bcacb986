using System.Security.Cryptography;
using System.Text;

namespace CnnVulkan.ShaderCompiler;

/// <summary>
/// Compiled shaders by the hash of all that decides them. Starting the compiler takes a tenth of a second per variant, most of a build,
/// and every target framework and configuration asks for the same ones.
/// </summary>
internal sealed class CompiledShaderCache(string folder, IEnumerable<string> includes)
{
    private readonly string _common = typeof(CompiledShaderCache).Assembly.ManifestModule.ModuleVersionId + string.Join('\0', includes);

    /// <summary>The shader compiled before, or else compiled now and remembered.</summary>
    public byte[] GetOrAdd(string source, string variant, Func<byte[]> compile)
    {
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"{_common}\0{variant}\0{source}"));
        string file = Path.Combine(folder, $"{Convert.ToHexString(key)}.spv");
        if (File.Exists(file))
            return File.ReadAllBytes(file);
        byte[] code = compile();
        Directory.CreateDirectory(folder);
        string temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, code);
        File.Move(temporary, file, overwrite: true);
        return code;
    }
}
