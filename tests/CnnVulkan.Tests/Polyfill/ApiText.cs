using System.Reflection;

namespace CnnVulkan.Tests.Polyfill;

/// <summary>Types and signatures in the words of <c>silknet-api.tsv</c>.</summary>
internal static class ApiText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>A type as a signature names it; function pointers, which the list leaves blank, are empty.</summary>
    public static string Of(Type type)
    {
        if (type.IsFunctionPointer)
        {
            return "";
        }

        if (type.IsByRef || type.IsPointer || type.IsArray)
        {
            return Of(type.GetElementType()!) + (type.IsPointer ? "*" : type.IsArray ? "[]" : "");
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return Keywords.TryGetValue(type, out string? keyword) ? keyword : NameOf(type);
    }

    /// <summary>A type as its own rows name it: nested ones after their outer type, type parameters in brackets.</summary>
    public static string NameOf(Type type)
    {
        string name = type.IsNested && !type.IsGenericParameter ? $"{NameOf(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(Of))}>"
            : name;
    }

    public static string KindOf(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : "class";

    public static string Of(MethodBase method)
    {
        string name = method is ConstructorInfo ? "" : method.Name;
        string generic = method.IsGenericMethod ? $"<{string.Join(',', method.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{name}{generic}({string.Join(", ", method.GetParameters().Select(Of))})";
    }

    private static string Of(ParameterInfo parameter)
    {
        string prefix = !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        return prefix + Of(parameter.ParameterType) + (parameter.IsOptional ? "=…" : "");
    }
}
