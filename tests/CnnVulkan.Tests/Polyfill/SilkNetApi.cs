using CnnVulkan.Tests.Conventions;

namespace CnnVulkan.Tests.Polyfill;

/// <summary>The public members of the real packages: <c>silknet-api.tsv</c>, which lies beside the checkout.</summary>
internal sealed class SilkNetApi
{
    private static readonly char[] Separators = [.. " ,()<>*?=…[]"];

    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _describedTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namedTypes = new(StringComparer.Ordinal);

    private SilkNetApi(string path)
    {
        foreach (string[] row in File.ReadLines(path).Skip(1).Select(line => line.Split('\t')))
        {
            (string type, string kind, string member) = (row[1], row[2], row[3]);
            string value = row.Length > 4 ? row[4] : "";
            string note = row.Length > 5 ? row[5] : "";
            _describedTypes.Add(type);
            _members.Add(kind is "type"
                ? Key(type, kind, member, "", isStatic: false)
                : Key(type, kind, member, value, note.Contains("static", StringComparison.Ordinal)));
            foreach (string name in (type + ' ' + member + ' ' + value).Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            {
                _namedTypes.Add(name);
            }
        }
    }

    /// <summary>Null, with the reason, where the list is absent.</summary>
    public static SilkNetApi? Find(out string reason)
    {
        string folder = Environment.GetEnvironmentVariable("CNNVULKAN_SHARED") is { Length: > 0 } given
            ? given
            : Path.Combine(Repository.Root, "..", "shared");
        string path = Path.GetFullPath(Path.Combine(folder, "silknet-api.tsv"));
        reason = $"{path} is absent; CNNVULKAN_SHARED names another folder.";
        return File.Exists(path) ? new SilkNetApi(path) : null;
    }

    /// <summary>Whether the list has rows about a type, and not only its name in the signatures of others.</summary>
    public bool Describes(string type) => _describedTypes.Contains(type);

    public bool Names(string type) => Describes(type) || _namedTypes.Contains(type.Split('<')[0]);

    public bool Has(string type, string kind, string member, string value, bool isStatic) =>
        _members.Contains(Key(type, kind, member, value, isStatic));

    private static string Key(string type, string kind, string member, string value, bool isStatic) =>
        $"{type} {kind} {member} : {value}{(isStatic ? " static" : "")}";
}
