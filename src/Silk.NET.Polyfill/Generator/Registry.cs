using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Silk.NET.Polyfill.Generator;

/// <summary>A parameter of a command or a member of a structure.</summary>
/// <param name="Declaration">The C text, e.g. <c>const VkBufferCreateInfo* pCreateInfo</c>.</param>
/// <param name="ArrayLength">The element count of a fixed array, or zero.</param>
/// <param name="CountedBy">The parameter that holds the element count, or null.</param>
internal sealed record Field(string Type, string Name, string Declaration, int ArrayLength, string? CountedBy)
{
    public bool IsPointer => Declaration.Contains('*') || Declaration.Contains('[');
}

internal sealed record Command(string Name, string ReturnType, IReadOnlyList<Field> Parameters);

internal sealed record Structure(string Name, bool IsUnion, IReadOnlyList<Field> Members);

/// <summary>The parts of vk.xml that the generator reads.</summary>
internal sealed partial class Registry
{
    private readonly Dictionary<string, XElement> _types = [];
    private readonly Dictionary<string, XElement> _commands = [];
    private readonly Dictionary<string, XElement> _enums = [];
    private readonly Dictionary<string, XElement> _enumerants = [];
    private readonly ILookup<string, string> _enumerantsOf;

    private Registry(IReadOnlyList<XDocument> documents)
    {
        var members = new List<(string Enum, string Name)>();
        foreach (XElement root in documents.Select(document => document.Root!))
        {
            foreach (XElement type in root.Elements("types").Elements("type").Where(IsVulkan))
            {
                _types.TryAdd(type.Attribute("name")?.Value ?? type.Element("name")?.Value ?? type.Element("proto")?.Value ?? "", type);
            }

            foreach (XElement command in root.Elements("commands").Elements("command").Where(IsVulkan))
            {
                _commands.TryAdd(command.Attribute("name")?.Value ?? command.Element("proto")!.Element("name")!.Value, command);
            }

            foreach (XElement group in root.Elements("enums"))
            {
                string name = group.Attribute("name")!.Value;
                _enums.TryAdd(name, group);
                foreach (XElement enumerant in group.Elements("enum").Where(IsVulkan))
                {
                    _enumerants.TryAdd(enumerant.Attribute("name")!.Value, enumerant);
                    members.Add((name, enumerant.Attribute("name")!.Value));
                }
            }

            foreach (XElement enumerant in root.Descendants("require").Elements("enum").Where(IsVulkan))
            {
                string name = enumerant.Attribute("name")!.Value;
                if (enumerant.Attribute("extends") is { } extends)
                {
                    members.Add((extends.Value, name));
                    _enumerants.TryAdd(name, enumerant);
                }
                else if (enumerant.Attribute("value") is not null)
                {
                    _enumerants.TryAdd(name, enumerant);
                }
            }
        }

        _enumerantsOf = members.ToLookup(member => member.Enum, member => member.Name);
        HeaderVersion = _types["VK_HEADER_VERSION"].Value.Split(' ')[^1];
    }

    public string HeaderVersion { get; }

    /// <summary>Reads the registry, and a supplement in the same format with parts of a newer one.</summary>
    public static Registry Load(params string[] paths) =>
        new(paths.Select(path => XDocument.Load(path, LoadOptions.PreserveWhitespace)).ToList());

    public Command GetCommand(string name)
    {
        XElement command = _commands.GetValueOrDefault(name)
            ?? throw new KeyNotFoundException($"the registry has no command {name}");
        if (command.Attribute("alias") is { } alias)
        {
            return GetCommand(alias.Value) with { Name = name };
        }

        XElement proto = command.Element("proto")!;
        return new Command(name, proto.Element("type")!.Value, command.Elements("param").Where(IsVulkan).Select(ToField).ToList());
    }

    public Structure? FindStructure(string name)
    {
        if (!_types.TryGetValue(name, out XElement? type))
        {
            return null;
        }

        if (type.Attribute("alias") is { } alias)
        {
            return FindStructure(alias.Value) is { } target ? target with { Name = name } : null;
        }

        string? category = type.Attribute("category")?.Value;
        return category is "struct" or "union"
            ? new Structure(name, category == "union", type.Elements("member").Where(IsVulkan).Select(ToField).ToList())
            : null;
    }

    /// <summary>Whether a type is a handle, and if so whether it is dispatchable.</summary>
    public bool IsHandle(string name, out bool isDispatchable)
    {
        XElement? type = _types.GetValueOrDefault(name);
        isDispatchable = type?.Element("type")?.Value == "VK_DEFINE_HANDLE";
        return type?.Attribute("category")?.Value == "handle";
    }

    /// <summary>The C text of a function pointer type.</summary>
    public string FunctionPointer(string name) => Spaces().Replace(_types[name].Value, " ");

    public IReadOnlyList<string> EnumerantsOf(string enumName) => _enumerantsOf[enumName].Distinct().ToList();

    public bool IsEnum(string name) => _enums.ContainsKey(name) || _enumerantsOf.Contains(name);

    /// <summary>Whether a type is a set of flags, with or without any flag.</summary>
    public bool IsFlags(string name) => _types.GetValueOrDefault(name)?.Attribute("category")?.Value == "bitmask";

    public string ConstantText(string name) => _enumerants[name].Attribute("value")!.Value;

    public long ValueOf(string enumerant)
    {
        XElement element = _enumerants[enumerant];
        if (element.Attribute("alias") is { } alias)
        {
            return ValueOf(alias.Value);
        }

        if (element.Attribute("bitpos") is { } bit)
        {
            return 1L << int.Parse(bit.Value, CultureInfo.InvariantCulture);
        }

        if (element.Attribute("value") is { } value)
        {
            return ParseInteger(value.Value);
        }

        // The registry's rule for values of extensions (Vulkan style guide, "Assigning extension token values").
        XAttribute number = element.Attribute("extnumber") ?? element.Ancestors("extension").First().Attribute("number")!;
        long result = 1_000_000_000
            + ((long.Parse(number.Value, CultureInfo.InvariantCulture) - 1) * 1000)
            + long.Parse(element.Attribute("offset")!.Value, CultureInfo.InvariantCulture);
        return element.Attribute("dir") is null ? result : -result;
    }

    private static long ParseInteger(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? long.Parse(text.AsSpan(2).TrimEnd("UL"), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsVulkan(XElement element) =>
        element.Attribute("api")?.Value.Split(',').Contains("vulkan") != false;

    private Field ToField(XElement element)
    {
        string declaration = Spaces().Replace(
            string.Concat(element.Nodes().Where(node => node is not XElement { Name.LocalName: "comment" })
                .Select(node => node is XElement e ? e.Value : node.ToString())), " ").Trim();
        Match array = ArrayLength().Match(declaration);
        int length = !array.Success ? 0
            : int.TryParse(array.Groups[1].Value, out int number) ? number
            : (int)ParseInteger(ConstantText(array.Groups[1].Value));
        return new Field(
            element.Element("type")!.Value,
            element.Element("name")!.Value,
            declaration,
            length,
            element.Attribute("len")?.Value.Split(',')[0]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex ArrayLength();
}
