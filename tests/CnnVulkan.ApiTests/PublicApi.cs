using System.Reflection;
using System.Runtime.CompilerServices;

namespace CnnVulkan.ApiTests;

/// <summary>Writes an assembly's public surface as lines of text: types, and every member with its full signature.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(nint)] = "nint",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(void)] = "void",
    };

    public static IEnumerable<string> Describe(Assembly assembly)
        => assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(t => Members(t).Order(StringComparer.Ordinal).Prepend(Head(t)));

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : "class";
        string modifier = type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed && type.IsClass ? "sealed " : "";
        IEnumerable<Type> bases = type.GetInterfaces().Where(i => i.IsPublic && !type.IsEnum && !(type.BaseType?.GetInterfaces().Contains(i) ?? false)).OrderBy(i => i.Name, StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            bases = bases.Prepend(parent);
        string heritage = string.Join(", ", bases.Select(Name));
        return $"{modifier}{kind} {type.Namespace}.{Name(type)}{(heritage.Length > 0 ? $" : {heritage}" : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        string owner = $"  {Name(type)}.";
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            // What the compiler adds to records says nothing that the record's own members do not.
            if (member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not MethodBase { IsSpecialName: true } && member is not FieldInfo)
                continue;
            string? line = member switch
            {
                FieldInfo f when Shows(f) && !f.IsSpecialName => $"{owner}{f.Name}{(f.IsLiteral ? $" = {Convert.ToString(f.GetRawConstantValue(), null)}" : "")}: {Result(f.FieldType, Nullability.Create(f).ReadState)}{(f.IsStatic ? " static" : "")}",
                ConstructorInfo c when Shows(c) && !c.IsStatic && !IsCopy(c) => $"{owner}new({Parameters(c)})",
                PropertyInfo p when p.GetMethod is { } get && Shows(get) && p.Name != "EqualityContract" => $"{owner}{Property(p)}",
                MethodInfo m when Shows(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.IsDefined(typeof(CompilerGeneratedAttribute))
                    => $"{owner}{m.Name}{Generic(m.GetGenericArguments())}({Parameters(m)}): {Result(m.ReturnType, Nullability.Create(m.ReturnParameter).ReadState)}{Modifier(m)}",
                _ => null,
            };
            if (line is not null)
                yield return line;
        }
    }

    /// <summary>Every record has one.</summary>
    private static bool IsCopy(ConstructorInfo constructor)
        => constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    private static bool Shows(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool Shows(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Property(PropertyInfo property)
    {
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string set = property.SetMethod is { } setter && Shows(setter) ? init ? " init;" : " set;" : "";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? " required" : "";
        return $"{property.Name}{index}: {Result(property.PropertyType, Nullability.Create(property).ReadState)} {{ get;{set} }}{required}{Modifier(property.GetMethod!)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string value = parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "";
        return $"{way}{Result(parameter.ParameterType, Nullability.Create(parameter).WriteState)} {parameter.Name}{value}";
    }

    private static string Result(Type type, NullabilityState state)
        => Name(type) + (state == NullabilityState.Nullable && Nullable.GetUnderlyingType(type) is null ? "?" : "");

    private static string Modifier(MethodBase method)
        => method.IsStatic ? " static" : method.IsAbstract ? " abstract" : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType!.IsSealed ? " virtual" : "";

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? name.Split('`')[0] + Generic(type.GetGenericArguments()) : name;
    }

    private static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
