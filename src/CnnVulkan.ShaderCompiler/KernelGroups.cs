using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CnnVulkan.ShaderCompiler;

/// <summary>
/// Push or specialisation constants that many kernels take together, as included files declare them in a line
/// <c>// group NAME: field field …</c>: C# then hands them over as one value.
/// </summary>
internal static class KernelGroups
{
    public static IReadOnlyDictionary<string, ImmutableArray<string>> Read(IEnumerable<string> includes) => includes
        .SelectMany(text => Regex.Matches(text, @"^//\s*group (\w+):\s*(.+?)\s*$", RegexOptions.Multiline))
        .GroupBy(m => m.Groups[1].Value)
        .ToDictionary(g => g.Key, g => g.Count() == 1
            ? g.Single().Groups[2].Value.Split(' ').ToImmutableArray()
            : throw new ShaderCompilationException($"The group '{g.Key}' is declared in two included files."));
}
