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
        .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Split(' ').ToImmutableArray());
}
