namespace Silk.NET.Polyfill.Generator;

/// <summary>One row of the list of Silk.NET's public members.</summary>
internal sealed record SilkMember(string Namespace, string Type, string Kind, string Name, string Value)
{
    /// <summary>The name before the parameter list, without type parameters.</summary>
    public string SimpleName => Name.Split('(', '<')[0];

    public bool IsGeneric => Name.Split('(')[0].Contains('<');

    /// <summary>The types in the parameter list, as C# writes them.</summary>
    public IReadOnlyList<string> Parameters
    {
        get
        {
            string list = Name[(Name.IndexOf('(') + 1)..Name.LastIndexOf(')')];
            var parameters = new List<string>();
            int depth = 0, start = 0;
            for (int i = 0; i <= list.Length; i++)
            {
                char c = i < list.Length ? list[i] : ',';
                depth += c == '<' ? 1 : c == '>' ? -1 : 0;
                if (c == ',' && depth == 0 && i > start)
                {
                    parameters.Add(list[start..i].Trim());
                    start = i + 1;
                }
            }

            return parameters;
        }
    }
}

/// <summary>The names and signatures of the real Silk.NET: the authority on naming.</summary>
internal sealed class SilkApi
{
    private readonly ILookup<string, SilkMember> _byType;

    private SilkApi(IEnumerable<SilkMember> members) => _byType = members.ToLookup(member => member.Type);

    public static SilkApi Load(string path) => new(
        File.ReadLines(path).Skip(1)
            .Select(line => line.Split('\t'))
            .Where(row => row[0].StartsWith("Silk.NET.Vulkan", StringComparison.Ordinal))
            .Select(row => new SilkMember(row[0], row[1], row[2], row[3], row.Length > 4 ? row[4] : "")));

    /// <summary>What the list says a type is: <c>struct</c>, <c>enum</c>, <c>class</c>; null if it is not there.</summary>
    public string? KindOf(string type) => TypeRow(type)?.Name;

    /// <summary>The integer type under an enum.</summary>
    public string UnderlyingTypeOf(string type) => TypeRow(type)!.Value;

    public string NamespaceOf(string type) => TypeRow(type)!.Namespace;

    public IEnumerable<SilkMember> Members(string type, string kind) =>
        _byType[type].Where(member => member.Kind == kind);

    private SilkMember? TypeRow(string type) => _byType[type].FirstOrDefault(member => member.Kind == "type");
}
