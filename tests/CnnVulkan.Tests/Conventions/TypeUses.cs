using System.Reflection;
using System.Reflection.Emit;

namespace CnnVulkan.Tests.Conventions;

/// <summary>
/// Which types a compiled type uses: base types, interfaces, fields, signatures, locals, and whatever its code names. Sources do not tell:
/// a call needs no <c>using</c> where a value is handed on. Attributes do not count.
/// </summary>
internal static class TypeUses
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The outermost types of the same assembly that a type, nested ones included, names.</summary>
    public static IEnumerable<Type> Of(Type type) => Mentioned(type).SelectMany(Parts).Where(t => t.Assembly == type.Assembly).Select(Outermost).Distinct();

    /// <summary>The type that a nested or compiler-generated one is a part of.</summary>
    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type?> Mentioned(Type type) =>
    [
        type.BaseType, .. type.GetInterfaces(), .. type.GetGenericArguments().SelectMany(Constraints), .. type.GetFields(Own).Select(f => f.FieldType),
        .. type.GetMethods(Own).SelectMany(m => Signature(m).Append(m.ReturnType).Concat(m.GetGenericArguments().SelectMany(Constraints)).Concat(Body(m))),
        .. type.GetConstructors(Own).SelectMany(c => Signature(c).Concat(Body(c))), .. type.GetNestedTypes(Own).SelectMany(Mentioned),
    ];

    private static IEnumerable<Type?> Constraints(Type argument) => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [];

    private static IEnumerable<Type?> Signature(MethodBase method) => method.GetParameters().Select(p => p.ParameterType);

    private static IEnumerable<Type?> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            return [];
        return [.. body.LocalVariables.Select(l => l.LocalType), .. Tokens(body.GetILAsByteArray()!).SelectMany(token => Named(method, token))];
    }

    private static IEnumerable<Type?> Named(MethodBase method, int token)
    {
        Type[] typeArguments = method.DeclaringType!.GetGenericArguments(), methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        MemberInfo member = method.Module.ResolveMember(token, typeArguments, methodArguments)!;
        return member switch
        {
            Type type => [type],
            MethodInfo { IsGenericMethod: true } call => [call.DeclaringType, .. call.GetGenericArguments()],
            _ => [member.DeclaringType],
        };
    }

    /// <summary>The metadata tokens of a method's instructions.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            OpCode op = code[at] == 0xFE ? Codes[unchecked((short)(0xFE00 | code[at + 1]))] : Codes[code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    /// <summary>A type without its array, pointer and generic clothes, and the types those are made of.</summary>
    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null or { IsGenericParameter: true } => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        { IsConstructedGenericType: true } => [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)],
        _ => [type],
    };
}
