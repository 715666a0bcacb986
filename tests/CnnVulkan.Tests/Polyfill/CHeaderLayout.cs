using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CnnVulkan.Tests.Polyfill;

/// <summary>Sizes and offsets of C structures, as the C compiler of this system lays them out.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Offsets">Of the members, in the order of the header.</param>
internal sealed partial record CHeaderLayout(int Size, IReadOnlyList<int> Offsets)
{
    /// <summary>The layouts by name; null, with the reason, without a C compiler or the Vulkan headers.</summary>
    public static IReadOnlyDictionary<string, CHeaderLayout>? Measure(IEnumerable<string> names, out string reason)
    {
        reason = "There is no C compiler (cc), or no <vulkan/vulkan.h>.";
        if (Run("cc", "-E", "-P", "-x", "c", "-", input: "#include <vulkan/vulkan.h>\n") is not { } header)
        {
            return null;
        }

        var membersOf = Structures().Matches(header).ToDictionary(
            match => match.Groups["name"].Value,
            match => Members().Matches(match.Groups["body"].Value).Select(member => member.Groups["name"].Value).ToArray(),
            StringComparer.Ordinal);
        string[] known = names.Where(membersOf.ContainsKey).ToArray();
        string folder = Directory.CreateTempSubdirectory("vulkan-layout-").FullName;
        try
        {
            string source = Path.Combine(folder, "layout.c");
            string program = Path.Combine(folder, "layout");
            File.WriteAllText(source, ProgramText(known, membersOf));
            return Run("cc", source, "-o", program) is null || Run(program) is not { } output ? null : Parse(output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ProgramText(IEnumerable<string> structures, Dictionary<string, string[]> membersOf)
    {
        var text = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include <vulkan/vulkan.h>\nint main(void) {\n");
        foreach (string name in structures)
        {
            text.Append(CultureInfo.InvariantCulture, $"printf(\"{name} %zu\", sizeof({name}));\n");
            foreach (string member in membersOf[name])
            {
                text.Append(CultureInfo.InvariantCulture, $"printf(\" %zu\", offsetof({name}, {member}));\n");
            }

            text.Append("puts(\"\");\n");
        }

        return text.Append("return 0; }\n").ToString();
    }

    private static Dictionary<string, CHeaderLayout> Parse(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(
                words => words[0],
                words => new CHeaderLayout(Number(words[1]), words.Skip(2).Select(Number).ToArray()),
                StringComparer.Ordinal);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string? Run(string program, params string[] arguments) => Run(program, arguments, input: "");

    private static string? Run(string program, string a, string b, string c, string d, string e, string input) =>
        Run(program, [a, b, c, d, e], input);

    private static string? Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.BeginErrorReadLine();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"typedef (struct|union) (?<name>Vk\w+)\s*\{(?<body>[^{}]*)\}\s*\k<name>;")]
    private static partial Regex Structures();

    [GeneratedRegex(@"(?<name>\w+)\s*(\[[^\]]*\]\s*)*;")]
    private static partial Regex Members();
}
