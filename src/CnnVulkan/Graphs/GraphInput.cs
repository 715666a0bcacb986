using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>A tensor a graph is fed with.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="ElementType">What its elements are.</param>
/// <param name="Dimensions">The declared extents, outermost first; null where symbolic. Default where no shape is declared at all.</param>
public sealed record GraphInput(string Name, ElementType ElementType, ImmutableArray<int?> Dimensions)
{
    /// <summary>The shape, if every extent is declared; else null.</summary>
    public TensorShape? FixedShape => Dimensions.IsDefault || Dimensions.Any(d => d is null)
        ? null
        : new TensorShape(Dimensions.Select(d => d!.Value).ToArray());

    /// <exception cref="ShapeException">A tensor of that type and shape is not what is declared.</exception>
    internal void Check(ElementType elementType, TensorShape shape)
    {
        if (elementType != ElementType)
            throw new ShapeException($"Input '{Name}' takes elements of {ElementType}, not {elementType}.");
        if (Dimensions.IsDefault)
            return;
        bool fits = shape.Rank == Dimensions.Length;
        for (int i = 0; fits && i < Dimensions.Length; i++)
            fits = Dimensions[i] is not { } extent || extent == shape[i];
        if (!fits)
            throw new ShapeException($"Input {this} does not take a tensor of {shape}.");
    }

    /// <summary>Such as <c>data_0: Float32 ?×3×224×224</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType} "
        + (Dimensions.IsDefault ? "of any shape" : Dimensions.Length == 0 ? "scalar" : string.Join("×", Dimensions.Select(d => d?.ToString() ?? "?")));
}
