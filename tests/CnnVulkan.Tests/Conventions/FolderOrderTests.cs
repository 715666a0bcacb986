using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CnnVulkan.Tests.Conventions;

/// <summary>The folders of the library lie in the order of the data: each uses those before it, none one after it.</summary>
public sealed class FolderOrderTests
{
    private static readonly ImmutableArray<string> Order =
    [
        "Errors", "Files", "Tensors", "Vulkan", "Kernels", "Graphs", "Operators", "Models", "Networks", "Passes", "Plans", "Checking", "Tuning", "Dispatching",
        "Images", "Results", "Analysis", "Engine",
    ];

    /// <summary>The tuner finds by running plans what plans then ask for.</summary>
    private static readonly (string User, string Used) Exception = ("Tuning", "Dispatching");

    [Fact]
    public void A_folder_uses_only_those_before_it()
    {
        Dictionary<(string Namespace, string Name), string> homes = Homes();
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in typeof(TensorShape).Assembly.GetTypes().Where(t => !t.IsNested))
        {
            if (Folder(type, homes) is not { } user)
                continue;
            foreach (Type other in TypeUses.Of(type))
            {
                if (Folder(other, homes) is { } used && Order.IndexOf(used) > Order.IndexOf(user) && (user, used) != Exception)
                    violations.Add($"{user}/{Name(type)} -> {used}/{Name(other)}");
            }
        }
        Assert.Empty(violations);
    }

    [Fact]
    public void Every_folder_has_its_place()
        => Assert.Equal(Order.Order(), Homes().Values.Distinct().Order());

    /// <summary>The folder of a type; null for what is none of the library's own: bindings, and types the compiler makes.</summary>
    private static string? Folder(Type type, Dictionary<(string Namespace, string Name), string> homes)
    {
        if (type.Namespace is not { } space || !Regex.IsMatch(space, @"^CnnVulkan\b") || type.Name.StartsWith('<'))
            return null;
        // Protocol buffers and kernels are generated: they have no file here, but a namespace.
        return homes.TryGetValue((space, Name(type)), out string? folder) ? folder : space.Split('.')[1];
    }

    private static string Name(Type type) => type.Name.Split('`')[0];

    /// <summary>The folder of each type by the namespace and name its file gives it.</summary>
    private static Dictionary<(string Namespace, string Name), string> Homes()
    {
        var homes = new Dictionary<(string Namespace, string Name), string>();
        foreach (string file in Repository.Files("src/CnnVulkan", ".cs"))
        {
            string text = Repository.Read(file);
            string space = Regex.Match(text, @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value;
            foreach (Match type in Regex.Matches(text, @"^(?:public|internal)[\w ]* (?:class|struct|record|interface|enum|delegate [\w<>]+) (\w+)", RegexOptions.Multiline))
                homes[(space, type.Groups[1].Value)] = file.Split('/')[2];
        }
        return homes;
    }
}
