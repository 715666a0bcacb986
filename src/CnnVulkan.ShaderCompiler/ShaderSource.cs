using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CnnVulkan.ShaderCompiler;

/// <summary>One shader file and the variants it asks for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its GLSL.</param>
/// <param name="Variants">
/// The element types to build it for, whether for vectors of channels and for texel buffers; of a vertex or fragment shader the stage, "vert" or "frag".
/// </param>
internal sealed record ShaderSource(string Path, string Text, ImmutableArray<string> Variants)
{
    private static readonly string[] Known = ["f32", "f16", "i32", "f32_texel", "f16_texel", "f32_nc4hw", "f16_nc4hw", "f32_nc4hw_texel", "f16_nc4hw_texel"];

    /// <summary>The file's name without its ending: the shader's name, whatever folder it is in.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The name with its ending: a vertex and a fragment shader may share a name.</summary>
    public string FileName => System.IO.Path.GetFileName(Path);

    /// <exception cref="ShaderCompilationException">The line that lists the variants names one that does not exist.</exception>
    public static ShaderSource Read(string path)
    {
        string text = File.ReadAllText(path);
        if (System.IO.Path.GetExtension(path) is ".vert" or ".frag")
            return new ShaderSource(path, text, [System.IO.Path.GetExtension(path)[1..]]);
        Match line = Regex.Match(text, @"^//\s*variants:\s*(.+?)\s*$", RegexOptions.Multiline);
        string[] variants = line.Success ? line.Groups[1].Value.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries) : ["f32"];
        string[] unknown = variants.Except(Known).ToArray();
        if (unknown.Length > 0)
        {
            int number = text[..line.Index].Count(c => c == '\n') + 1;
            throw new ShaderCompilationException($"{path}:{number}: error: variant '{unknown[0]}' is not one of {string.Join(", ", Known)}");
        }
        return new ShaderSource(path, text, [.. variants]);
    }
}
