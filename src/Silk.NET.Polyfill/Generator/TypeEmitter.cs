using System.Text;
using System.Text.RegularExpressions;

namespace Silk.NET.Polyfill.Generator;

/// <summary>Writes handles, enums, structures and function pointers, and everything they refer to.</summary>
internal sealed partial class TypeEmitter(Registry registry, SilkApi api, Selection selection)
{
    private readonly SortedSet<string> _required = new(StringComparer.Ordinal);
    private readonly StringBuilder _handles = new();
    private readonly StringBuilder _enums = new();
    private readonly StringBuilder _structs = new();
    private readonly StringBuilder _functionPointers = new();

    public int Count => _required.Count;

    /// <summary>Members of the real enums whose extension is newer than the registry; they are left out.</summary>
    public int NewerMembers { get; private set; }

    public string Handles => InNamespace(_handles, "");

    public string Enums => InNamespace(_enums, "using System;\n\n");

    public string Structs => InNamespace(
        _structs, "using System;\nusing System.Runtime.CompilerServices;\nusing System.Runtime.InteropServices;\nusing Silk.NET.Core;\n\n");

    public string FunctionPointers => InNamespace(
        _functionPointers, "using System;\nusing System.Runtime.InteropServices;\nusing Silk.NET.Core;\nusing Silk.NET.Polyfill;\n\n");

    /// <summary>Asks for a type, given as C or C# text; pointers and spans around it are ignored.</summary>
    public void Require(string text)
    {
        foreach (Match word in Words().Matches(text))
        {
            string name = word.Value.StartsWith("Vk", StringComparison.Ordinal) && word.Length > 2 ? word.Value[2..] : word.Value;
            if (api.KindOf(name) is "struct" or "enum" && _required.Add(name))
            {
                foreach (SilkMember field in api.Members(name, "field"))
                {
                    Require(field.Value);
                    if (api.KindOf(field.Value) is not null && field.Value.StartsWith(name + ".", StringComparison.Ordinal))
                    {
                        foreach (SilkMember element in api.Members(field.Value, "field"))
                        {
                            Require(element.Value);
                        }
                    }
                }

                if (name.StartsWith("Pfn", StringComparison.Ordinal))
                {
                    Require(registry.FunctionPointer("PFN_vk" + name[3..]).Replace("FlagBits", "Flags", StringComparison.Ordinal));
                }
            }
        }
    }

    public void EmitAll()
    {
        foreach (string name in _required)
        {
            if (api.KindOf(name) == "enum")
            {
                EmitEnum(name);
            }
            else if (registry.IsHandle("Vk" + name, out bool isDispatchable))
            {
                EmitHandle(name, isDispatchable);
            }
            else if (name.StartsWith("Pfn", StringComparison.Ordinal))
            {
                EmitFunctionPointer(name);
            }
            else
            {
                EmitStructure(name, registry.FindStructure("Vk" + name)
                    ?? throw new KeyNotFoundException($"the registry has no structure Vk{name}"));
            }
        }
    }

    private static string InNamespace(StringBuilder body, string usings) =>
        usings + "namespace Silk.NET.Vulkan;\n" + body;

    private static string Normalize(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private void EmitHandle(string name, bool isDispatchable)
    {
        string type = isDispatchable ? "nint" : "ulong";
        if (api.Members(name, "field").Single().Value != type)
        {
            throw new InvalidDataException($"{name}: the registry and Silk.NET disagree on the kind of handle");
        }

        _handles.Append($"\ninternal struct {name}\n{{\n    public {type} Handle;\n}}\n");
    }

    private void EmitEnum(string name)
    {
        string cName = "Vk" + name.Replace("Flags", "FlagBits", StringComparison.Ordinal);
        if (!registry.IsEnum(cName))
        {
            cName = "Vk" + name;
        }

        bool isFlags = name.Contains("Flags", StringComparison.Ordinal);
        if (!registry.IsEnum(cName) && !(isFlags && registry.IsFlags(cName)))
        {
            throw new KeyNotFoundException($"the registry has no enum {cName}");
        }

        string underlying = api.UnderlyingTypeOf(name);
        _enums.Append(isFlags ? "\n[Flags]" : "").Append($"\ninternal enum {name} : {underlying}\n{{\n");
        var known = registry.EnumerantsOf(cName)
            .Select(enumerant => (Name: Normalize(enumerant), Value: Narrow(registry.ValueOf(enumerant), underlying)))
            .ToList();
        var members = new List<(string Name, long Value)>();
        foreach (SilkMember member in api.Members(name, "member"))
        {
            long value = long.Parse(member.Value, System.Globalization.CultureInfo.InvariantCulture);
            if ((isFlags && member.Name == "None" && value == 0)
                || known.Any(k => k.Value == value && k.Name.EndsWith(Normalize(member.Name), StringComparison.Ordinal)))
            {
                members.Add((member.Name, value));
            }
            else
            {
                NewerMembers++;
            }
        }

        foreach (string enumerant in registry.EnumerantsOf(cName))
        {
            if (selection.ExtraMembers.TryGetValue(enumerant, out string? silkName) && members.All(m => m.Name != silkName))
            {
                members.Add((silkName, Narrow(registry.ValueOf(enumerant), underlying)));
            }
        }

        foreach ((string memberName, long value) in members.OrderBy(member => member.Value))
        {
            _enums.Append($"    {memberName} = {value},\n");
        }

        _enums.Append("}\n");
    }

    private static long Narrow(long value, string underlying) => underlying == "int" ? unchecked((int)value) : value;

    private void EmitStructure(string name, Structure structure)
    {
        var fields = api.Members(name, "field").ToList();
        var body = new StringBuilder();
        var nested = new StringBuilder();
        int written = 0;
        foreach (Field member in structure.Members)
        {
            foreach ((SilkMember field, int offset) in FieldsOf(structure, member, fields))
            {
                body.Append(structure.IsUnion ? $"    [FieldOffset({offset})] public " : "    public ");
                body.Append(FieldText(name, member, field, nested));
                written++;
            }
        }

        if (written != fields.Count)
        {
            throw new InvalidDataException($"{name}: {written} fields in the registry, {fields.Count} in Silk.NET");
        }

        _structs.Append($"\n[StructLayout(LayoutKind.{(structure.IsUnion ? "Explicit" : "Sequential")})]");
        _structs.Append($"\ninternal unsafe struct {name}\n{{\n{body}{nested}}}\n");
    }

    // Silk.NET spreads an array inside a union over one field for each element: Float32_0 … Float32_3.
    private static IEnumerable<(SilkMember Field, int Offset)> FieldsOf(Structure structure, Field member, List<SilkMember> fields)
    {
        if (structure.IsUnion && member.ArrayLength > 0)
        {
            for (int i = 0; i < member.ArrayLength; i++)
            {
                yield return (Find($"{member.Name}{i}"), i * 4);
            }
        }
        else
        {
            yield return (Find(member.Name), 0);
        }

        SilkMember Find(string cName) => fields.SingleOrDefault(field => Normalize(field.Name) == Normalize(cName))
            ?? throw new InvalidDataException($"{structure.Name}: Silk.NET has no field for {cName}");
    }

    private string FieldText(string structName, Field member, SilkMember field, StringBuilder nested)
    {
        if (member.ArrayLength == 0 || field.Value is "float" or "int" or "uint")
        {
            return $"{field.Value} {field.Name};\n";
        }

        if (field.Value.EndsWith("e__FixedBuffer", StringComparison.Ordinal))
        {
            string element = api.Members(field.Value, "field").Single().Value;
            return $"fixed {element} {field.Name}[{member.ArrayLength}];\n";
        }

        string bufferType = field.Value[(structName.Length + 1)..];
        string elementType = api.Members(field.Value, "field").First().Value;
        nested.Append($"\n    public struct {bufferType}\n    {{\n");
        for (int i = 0; i < member.ArrayLength; i++)
        {
            nested.Append($"        public {elementType} Element{i};\n");
        }

        nested.Append($$"""

                    public ref {{elementType}} this[int index] => ref AsSpan()[index];

                    public Span<{{elementType}}> AsSpan() => MemoryMarshal.CreateSpan(ref Element0, {{member.ArrayLength}});
                }

            """);
        return $"{bufferType} {field.Name};\n";
    }

    private void EmitFunctionPointer(string name)
    {
        Match match = FunctionPointerText().Match(registry.FunctionPointer("PFN_vk" + name[3..]));
        var types = match.Groups["parameters"].Value.Split(',', StringSplitOptions.TrimEntries)
            .Where(parameter => parameter != "void")
            .Select(parameter => CSharpType(parameter[..parameter.LastIndexOf(' ')]))
            .Append(CSharpType(match.Groups["result"].Value)).ToList();
        if (types.Contains(null))
        {
            // The callback is of no use here, so its parameter types are not generated; the field keeps its place.
            _functionPointers.Append($"\ninternal readonly unsafe struct {name}\n{{\n    private readonly void* _handle;\n}}\n");
            return;
        }

        string pointer = $"delegate* unmanaged[Cdecl]<{string.Join(", ", types)}>";
        _functionPointers.Append($$"""

            internal readonly unsafe struct {{name}} : IDisposable
            {
                private readonly void* _handle;

                public {{name}}({{pointer}} ptr) => _handle = ptr;

            """);
        string function = name["Pfn".Length..].Replace("CallbackEXT", "CallbackFunctionEXT", StringComparison.Ordinal);
        if (api.Members(function, "method").FirstOrDefault(method => method.SimpleName == "Invoke") is { } invoke)
        {
            string names = string.Join(", ", invoke.Parameters.Select((type, i) => $"{type} arg{i}"));
            _functionPointers.Append($$"""

                    public {{name}}({{function}} func) => _handle = (void*)DelegateHandle.Create(func);

                    public static implicit operator {{name}}({{function}} func) => new(func);

                """);
            _functionPointers.Insert(0, $"\ninternal unsafe delegate {invoke.Value} {function}({names});\n");
        }

        _functionPointers.Append($$"""

                public {{pointer}} Handle => ({{pointer}})_handle;

                public static implicit operator nint({{name}} pfn) => (nint)pfn._handle;

                public static implicit operator {{pointer}}({{name}} pfn) => pfn.Handle;

                public static implicit operator {{name}}({{pointer}} func) => new(func);

                public void Dispose() => DelegateHandle.Release((nint)_handle);
            }

            """);
    }

    // Null for a type that is not generated.
    private string? CSharpType(string c)
    {
        string type = c.Replace("const ", "", StringComparison.Ordinal).Trim();
        string stars = new('*', type.Count(ch => ch == '*'));
        type = type.Replace("*", "", StringComparison.Ordinal).Trim();
        string name = type switch
        {
            "size_t" => "nuint",
            "VkBool32" => "Bool32",
            _ => type.Replace("Vk", "", StringComparison.Ordinal).Replace("FlagBits", "Flags", StringComparison.Ordinal),
        };
        return name is "void" or "nuint" or "Bool32" || _required.Contains(name) ? name + stars : null;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"typedef (?<result>.+?) \(VKAPI_PTR \*\w+\)\((?<parameters>.*)\);")]
    private static partial Regex FunctionPointerText();
}
