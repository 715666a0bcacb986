using System.Globalization;
using System.Reflection;

namespace CnnVulkan.Tests.Polyfill;

/// <summary>What the polyfill declares, the real packages have: the same names, signatures and values.</summary>
public sealed class SilkNetApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Members of the real packages that the list leaves out, with the reason to know them nevertheless.</summary>
    private static readonly Dictionary<string, string> Unlisted = new(StringComparer.Ordinal)
    {
        ["Vk.CurrentInstance"] = "Silk.NET's Vk.cs: public Instance? CurrentInstance { get; set; }",
        ["IPixel<TSelf>"] = "the list has no constraints; ImageSharp's every TPixel is constrained to it",
    };

    // The list stops at one channel of 8 and 16 bits; the names are those of Silk.NET's Format.gen.cs.
    private static readonly string[] UnlistedFormats =
    [
        "R8G8Unorm", "R8G8B8Unorm", "R8G8B8Srgb", "R8G8B8A8Unorm", "R8G8B8A8SNorm", "R8G8B8A8Uint", "R8G8B8A8Srgb",
        "B8G8R8A8Unorm", "B8G8R8A8Srgb", "A8B8G8R8UnormPack32", "A2R10G10B10UnormPack32", "A2B10G10R10UnormPack32",
        "R16G16Sfloat", "R16G16B16A16Unorm", "R16G16B16A16Sfloat", "B10G11R11UfloatPack32",
    ];

    [SkippableFact]
    public void Library_declares_only_what_Silk_NET_has() => Check(PolyfillAssemblies.Library);

    [SkippableFact]
    public void Command_line_declares_only_what_ImageSharp_has()
    {
        Skip.If(PolyfillAssemblies.CommandLine is null, "The command line has not been built.");
        Check(PolyfillAssemblies.CommandLine!);
    }

    [SkippableFact]
    public void Scenes_declare_only_what_Silk_NET_and_ImageSharp_have()
    {
        Skip.If(PolyfillAssemblies.Scenes is null, "The scenes have not been built.");
        Check(PolyfillAssemblies.Scenes!);
    }

    [SkippableFact]
    public void Demo_declares_only_what_Silk_NET_has()
    {
        Skip.If(PolyfillAssemblies.Demo is null, "The demo has not been built.");
        Check(PolyfillAssemblies.Demo!);
    }

    private static void Check(Assembly assembly)
    {
        SilkNetApi? api = SilkNetApi.Find(out string reason);
        Skip.If(api is null, reason);
        Type[] types = PolyfillAssemblies.TypesOf(assembly);
        Skip.If(types.Length == 0, "Built with SilkNet=packages.");
        string[] strangers = types.SelectMany(type => StrangersIn(type, api!)).ToArray();
        Assert.True(strangers.Length == 0, "Not in silknet-api.tsv:\n" + string.Join('\n', strangers));
    }

    private static IEnumerable<string> StrangersIn(Type type, SilkNetApi api)
    {
        string name = ApiText.NameOf(type);
        if (!api.Names(name) && !Unlisted.ContainsKey(name))
        {
            return [$"type {type.Namespace}.{name}"];
        }

        if (!api.Describes(name))
        {
            return [];
        }

        var strangers = new List<string>();
        if (type.IsEnum)
        {
            Look("type", "enum", "", isStatic: false);
            foreach (string member in Enum.GetNames(type).Where(member => type.Name != "Format" || !UnlistedFormats.Contains(member)))
            {
                object value = Convert.ChangeType(Enum.Parse(type, member), Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture);
                Look("member", member, value.ToString()!, isStatic: false);
            }

            return strangers;
        }

        foreach (FieldInfo field in type.GetFields(Declared))
        {
            bool isConstant = field.IsLiteral;
            Look(isConstant ? "const" : "field", field.Name, ApiText.Of(field.FieldType), field.IsStatic && !isConstant);
        }

        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            Look("property", property.Name, ApiText.Of(property.PropertyType), property.GetMethod!.IsStatic);
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(HasNoFunctionPointer))
        {
            LookIfListed("ctor", ApiText.Of(constructor), "");
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(IsOwnMethod))
        {
            Look("method", ApiText.Of(method), ApiText.Of(method.ReturnType), method.IsStatic);
        }

        return strangers;

        void Look(string kind, string member, string value, bool isStatic)
        {
            if (!api.Has(name, kind, member, value, isStatic) && !Unlisted.ContainsKey($"{name}.{member}"))
            {
                strangers.Add($"{kind} {(isStatic ? "static " : "")}{value} {type.Namespace}.{name}.{member}");
            }
        }

        // The list has no constructors of exception base classes, delegates' wrappers and Silk.NET's own library class.
        void LookIfListed(string kind, string member, string value)
        {
            bool isImplied = typeof(Delegate).IsAssignableFrom(type) || name is "Shaderc" || name.StartsWith("Pfn", StringComparison.Ordinal);
            if (!isImplied)
            {
                Look(kind, member, value, isStatic: false);
            }
        }
    }

    // Overrides are the base class's members, operators and accessors have no rows.
    private static bool IsOwnMethod(MethodInfo method) =>
        !method.IsSpecialName && method.GetBaseDefinition() == method && HasNoFunctionPointer(method);

    private static bool HasNoFunctionPointer(MethodBase method) =>
        method.GetParameters().All(parameter => !parameter.ParameterType.IsFunctionPointer);
}
