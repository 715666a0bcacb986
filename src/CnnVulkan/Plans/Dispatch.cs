using System.Collections.Immutable;
using CnnVulkan.Kernels;

namespace CnnVulkan.Plans;

/// <summary>One compute dispatch, complete: nothing is left to decide when it is recorded.</summary>
/// <param name="Name">The node it belongs to.</param>
/// <param name="Operator">That node's operator.</param>
/// <param name="Kernel">The shader.</param>
/// <param name="Variant">The shader's variant: f32, f16 or i32, <c>_texel</c> behind it where it reads texel buffers.</param>
/// <param name="Specialization">Values of specialisation constants by id, ascending.</param>
/// <param name="Push">The push-constant block, four bytes each.</param>
/// <param name="Bindings">Buffers in binding order.</param>
/// <param name="GroupsX">Workgroups along X.</param>
/// <param name="GroupsY">Workgroups along Y.</param>
/// <param name="MultiplyAdds">Multiply-adds, for reports.</param>
public sealed record Dispatch(
    string Name,
    string Operator,
    Kernel Kernel,
    string Variant,
    ImmutableArray<(uint Id, uint Value)> Specialization,
    ImmutableArray<uint> Push,
    ImmutableArray<Access> Bindings,
    uint GroupsX,
    uint GroupsY,
    long MultiplyAdds)
{
    /// <summary>Whether memory written before must be made visible before this runs; computed by <see cref="BarrierPlan"/>.</summary>
    public bool BarrierBefore { get; init; }

    /// <summary>The way its operator is computed, where it has a choice.</summary>
    public Way? Way { get; init; }

    /// <summary>One line: barrier, shader, groups, constants, bindings, push constants.</summary>
    public override string ToString()
    {
        string constants = string.Join(" ", Specialization.Select(s => $"{s.Id}={s.Value}"));
        string bindings = string.Join(" ", Bindings.Select(b => $"{(b.Reads ? "r" : "")}{(b.Writes ? "w" : "")}%{b.Tensor.Id}[{b.Start}..{b.End})"));
        string push = string.Join(" ", Kernel.Push.Zip(Push, (field, bits) => (field, bits)).Where(p => p.bits != 0).Select(p => $"{p.field.Name}={Format(p.field, p.bits)}"));
        return $"{(BarrierBefore ? "barrier\n" : "")}{Kernel.Shader}.{Variant} {GroupsX}x{GroupsY} <{constants}> {bindings} {{{push}}} # {Name}";
    }

    private static string Format(PushField field, uint bits) => field.GlslType switch
    {
        "float" => BitConverter.Int32BitsToSingle(unchecked((int)bits)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        "int" => unchecked((int)bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
