using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using Silk.NET.Shaderc;

namespace Silk.NET.Polyfill;

/// <summary>A shader and the files it includes, written to a temporary folder for glslc.</summary>
/// <remarks>
/// The include callbacks are asked for every <c>#include</c> line beforehand, whatever conditions surround it; one they
/// refuse becomes an <c>#error</c> line, so it counts only where the preprocessor gets there. Included names that are
/// macros are not expanded.
/// </remarks>
internal sealed unsafe class GlslcSources : IDisposable
{
    private static readonly Regex IncludeLine = new(
        """^[ \t]*#[ \t]*include[ \t]*(?<open>["<])(?<name>[^">\r\n]+)[">].*$""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant);

    private readonly GlslcOptions _options;
    private readonly Dictionary<string, string> _pathOf = new(StringComparer.Ordinal);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "shaderc-" + Guid.NewGuid().ToString("N"));

    public GlslcSources(GlslcOptions options, string name, string text)
    {
        _options = options;
        Directory.CreateDirectory(_folder);
        Main = Write(name, text, depth: 1);
    }

    public string Main { get; }

    public string Output => Path.Combine(_folder, "out");

    /// <summary>Compiler messages with the names that the caller knows the files by.</summary>
    public string WithCallersNames(string messages)
    {
        foreach ((string name, string path) in _pathOf)
        {
            messages = messages.Replace(path, name, StringComparison.Ordinal);
        }

        return messages;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Write(string name, string text, nuint depth)
    {
        string path = Path.Combine(_folder, _pathOf.Count + ".glsl");
        _pathOf[name] = path;
        if ((nint)_options.Resolver != 0)
        {
            text = IncludeLine.Replace(text, line => Include(line, name, depth));
        }

        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private string Include(Match line, string includingFile, nuint depth)
    {
        byte[] requested = Encoding.UTF8.GetBytes(line.Groups["name"].Value + "\0");
        byte[] including = Encoding.UTF8.GetBytes(includingFile + "\0");
        IncludeType type = line.Groups["open"].Value == "<" ? IncludeType.Standard : IncludeType.Relative;
        IncludeResult* result;
        fixed (byte* pRequested = requested)
        fixed (byte* pIncluding = including)
        {
            result = _options.Resolver.Handle((void*)_options.UserData, pRequested, (int)type, pIncluding, depth);
        }

        string sourceName = Encoding.UTF8.GetString(result->SourceName, (int)result->SourceNameLength);
        string content = Encoding.UTF8.GetString(result->Content, (int)result->ContentLength);
        if ((nint)_options.Releaser != 0)
        {
            _options.Releaser.Handle((void*)_options.UserData, result);
        }

        if (sourceName.Length == 0)
        {
            return "#error " + content.Replace('\n', ' ');
        }

        if (!_pathOf.TryGetValue(sourceName, out string? path))
        {
            path = Write(sourceName, content, depth + 1);
        }

        return $"#include \"{Path.GetFileName(path)}\"";
    }
}
