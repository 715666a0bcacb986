using System.Text;

namespace Silk.NET.Polyfill.Generator;

/// <summary>Writes <c>Vk</c> and the extension classes: each command with all the overloads Silk.NET has.</summary>
internal sealed class CommandEmitter(Registry registry, SilkApi api)
{
    private static readonly string[] Keywords = ["event", "object", "params", "in", "out", "ref", "fixed", "string"];

    public int MethodCount { get; private set; }

    public string Emit(ApiClass apiClass, TypeEmitter types)
    {
        bool isVk = apiClass.Extension is null;
        string baseType = isVk ? "NativeAPI" : "NativeExtension<Vk>";
        var text = new StringBuilder($$"""
            using System;
            using Silk.NET.Core;
            using Silk.NET.Core.Contexts;
            using Silk.NET.Core.Native;

            namespace {{api.NamespaceOf(apiClass.Name)}};

            internal sealed unsafe partial class {{apiClass.Name}} : {{baseType}}
            {

            """);
        if (isVk)
        {
            EmitConstants(apiClass.Name, text);
        }
        else
        {
            text.Append($"    public const string ExtensionName = \"{apiClass.Extension}\";\n\n");
        }

        foreach (string command in apiClass.Commands)
        {
            text.Append($"    private nint _{command};\n");
        }

        text.Append($"\n    public {apiClass.Name}(INativeContext ctx)\n        : base(ctx)\n    {{\n    }}\n");
        foreach (string command in apiClass.Commands)
        {
            EmitCommand(apiClass, registry.GetCommand(command), types, text);
        }

        return text.Append("}\n").ToString();
    }

    private void EmitConstants(string type, StringBuilder text)
    {
        foreach (SilkMember constant in api.Members(type, "const"))
        {
            string cName = "VK_" + string.Concat(
                constant.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : c.ToString())).ToUpperInvariant();
            string value = registry.ConstantText(cName)
                .Replace("ULL", "UL", StringComparison.Ordinal)
                .Replace("1000.0F", "1000", StringComparison.Ordinal);
            text.Append($"    public const {constant.Value} {constant.Name} = {value};\n");
        }

        text.Append('\n');
    }

    private void EmitCommand(ApiClass apiClass, Command command, TypeEmitter types, StringBuilder text)
    {
        string name = SilkName(apiClass, command.Name);
        var overloads = api.Members(apiClass.Name, "method").Where(method => method.SimpleName == name).ToList();
        SilkMember native = overloads.FirstOrDefault(overload => IsNative(overload, command))
            ?? throw new InvalidDataException($"{apiClass.Name}.{name}: Silk.NET has no overload with pointers only");
        types.Require(native.Value + " " + string.Join(" ", native.Parameters));
        EmitNative(command, native, text);
        foreach (SilkMember overload in overloads.Where(overload => overload != native))
        {
            EmitOverload(command, native, overload, text);
        }

        MethodCount += overloads.Count;
    }

    private static string SilkName(ApiClass apiClass, string command)
    {
        string tag = apiClass.Extension?.Split('_')[1] ?? "";
        return command[2..(tag.Length > 0 && command.EndsWith(tag, StringComparison.Ordinal) ? ^tag.Length : ^0)];
    }

    private static bool IsNative(SilkMember overload, Command command) =>
        overload.Parameters.Count == command.Parameters.Count
        && !overload.IsGeneric
        && overload.Parameters.Zip(command.Parameters).All(pair =>
            pair.Second.IsPointer == pair.First.EndsWith('*') && !pair.First.Contains(' ') && !pair.First.Contains('<'));

    private static void EmitNative(Command command, SilkMember native, StringBuilder text)
    {
        var names = command.Parameters.Select(ParameterName).ToList();
        string list = string.Join(", ", native.Parameters.Zip(names, (type, name) => $"{type} {name}"));
        string types = string.Join(", ", native.Parameters.Append(native.Value));
        string call = $"((delegate* unmanaged[Stdcall]<{types}>)Function(ref _{command.Name}, \"{command.Name}\"))({string.Join(", ", names)})";
        text.Append($"\n    public {native.Value} {native.SimpleName}({list})");
        // The current instance is what functions that the loader does not export are looked up with.
        text.Append(command.Name switch
        {
            "vkCreateInstance" => $"\n    {{\n        Result result = {call};\n        OnCreated(result, pInstance);\n        return result;\n    }}\n",
            "vkDestroyInstance" => $"\n    {{\n        OnDestroying(instance);\n        {call};\n    }}\n",
            _ => $" =>\n        {call};\n",
        });
    }

    private static void EmitOverload(Command command, SilkMember native, SilkMember overload, StringBuilder text)
    {
        IReadOnlyList<string> types = overload.Parameters;
        bool returnsLast = native.Value == "void" && overload.Value != "void";
        int inputs = command.Parameters.Count - (returnsLast ? 1 : 0);
        int[] omitted = FindOmittedCounts(command, native, types, inputs)
            ?? throw new InvalidDataException($"cannot match {overload.Name} to {command.Name}");

        var parameters = new List<string>();
        var arguments = new string[command.Parameters.Count];
        var before = new StringBuilder();
        var pins = new StringBuilder();
        var after = new StringBuilder();
        int next = 0;
        for (int i = 0; i < inputs; i++)
        {
            if (omitted.Contains(i))
            {
                continue;
            }

            string type = types[next++];
            string name = ParameterName(command.Parameters[i]);
            parameters.Add(type == "string" ? $"string {name}" : $"{type} {name}");
            arguments[i] = Pass(type, native.Parameters[i], name, before, pins, after);
            if (type.Contains("Span<", StringComparison.Ordinal))
            {
                SetCount(command, native, i, type, name, arguments);
            }
        }

        if (returnsLast)
        {
            before.Append($"        {overload.Value} result = default;\n");
            arguments[^1] = "&result";
        }

        string call = $"{native.SimpleName}({string.Join(", ", arguments)});";
        string generic = overload.IsGeneric ? "<T0>" : "";
        text.Append($"\n    public {overload.Value} {overload.SimpleName}{generic}({string.Join(", ", parameters)})");
        text.Append(overload.IsGeneric ? "\n        where T0 : unmanaged\n    {\n" : "\n    {\n");
        text.Append(before);
        if (after.Length > 0)
        {
            text.Append("        try\n        {\n");
        }

        text.Append(pins).Append("        {\n            ");
        text.Append(overload.Value == "void" || returnsLast ? call : "return " + call).Append("\n        }\n");
        if (after.Length > 0)
        {
            text.Append("        }\n        finally\n        {\n").Append(after).Append("        }\n");
        }

        text.Append(returnsLast ? "\n        return result;\n    }\n" : "    }\n");
    }

    // How one parameter of an overload becomes the pointer of the native form.
    private static string Pass(string type, string nativeType, string name, StringBuilder before, StringBuilder pins, StringBuilder after)
    {
        string pointer = "p_" + name.TrimStart('@');
        string pinned = nativeType == "void*" ? "T0*" : nativeType;
        if (type == "string")
        {
            before.Append($"        byte* {pointer} = (byte*)SilkMarshal.StringToPtr({name});\n");
            after.Append($"            SilkMarshal.Free((nint){pointer});\n");
            return pointer;
        }

        if (type.Contains("Span<", StringComparison.Ordinal))
        {
            pins.Append($"        fixed ({pinned} {pointer} = {name})\n");
            return pointer;
        }

        if (!type.Contains(' '))
        {
            return name;
        }

        if (type.StartsWith("out ", StringComparison.Ordinal))
        {
            before.Append($"        {name} = default;\n");
        }

        pins.Append($"        fixed ({pinned} {pointer} = &{name})\n");
        return pointer;
    }

    private static void SetCount(Command command, SilkMember native, int array, string type, string name, string[] arguments)
    {
        int count = command.Parameters.Select(p => p.Name).ToList().IndexOf(command.Parameters[array].CountedBy!);
        string size = type.Contains("T0", StringComparison.Ordinal) ? " * sizeof(T0)" : "";
        arguments[count] ??= $"({native.Parameters[count]})({name}.Length{size})";
    }

    // Overloads with spans leave out the element counts; which ones follows from the types that remain.
    private static int[]? FindOmittedCounts(Command command, SilkMember native, IReadOnlyList<string> types, int inputs)
    {
        var fields = command.Parameters;
        int[] counts = Enumerable.Range(0, inputs)
            .Where(i => !fields[i].IsPointer && fields.Any(f => f.CountedBy == fields[i].Name)).ToArray();
        return Enumerable.Range(0, 1 << counts.Length)
            .Select(mask => counts.Where((_, bit) => (mask & (1 << bit)) != 0).ToArray())
            .FirstOrDefault(omitted =>
            {
                int[] kept = Enumerable.Range(0, inputs).Except(omitted).ToArray();
                return kept.Length == types.Count
                    && kept.Select((field, i) => Fits(types[i], native.Parameters[field])).All(fits => fits)
                    && counts.All(count => omitted.Contains(count) == kept.Select((field, i) =>
                        types[i].Contains("Span<", StringComparison.Ordinal) && fields[field].CountedBy == fields[count].Name).Any(is_ => is_));
            });
    }

    private static bool Fits(string type, string nativeType)
    {
        string element = type;
        foreach (string prefix in new[] { "in ", "out ", "ref ", "ReadOnlySpan<", "Span<" })
        {
            element = element.StartsWith(prefix, StringComparison.Ordinal) ? element[prefix.Length..].TrimEnd('>') : element;
        }

        return element == type
            ? type == nativeType || (type == "string" && nativeType == "byte*")
            : element + "*" == nativeType || (element == "T0" && nativeType == "void*");
    }

    private static string ParameterName(Field field) => Keywords.Contains(field.Name) ? "@" + field.Name : field.Name;
}
