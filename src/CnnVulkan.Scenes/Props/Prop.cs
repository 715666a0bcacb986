using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>A thing on the stage: about two units across, standing on the ground at the origin, its front towards +Z.</summary>
internal sealed class Prop
{
    /// <summary>Materials a prop may have; the shaders know as many.</summary>
    public const int MaxMaterials = 8;

    private readonly Lazy<(Vector3 Least, Vector3 Most)> _bounds;

    public Prop() => _bounds = new Lazy<(Vector3 Least, Vector3 Most)>(() => Mesh!.Bounds());

    /// <summary>What it is, in one lower-case word.</summary>
    public required string Label { get; init; }

    public required Mesh Mesh { get; init; }

    /// <summary>Of the mesh: asked for so often that it is kept.</summary>
    public (Vector3 Least, Vector3 Most) Bounds => _bounds.Value;

    /// <summary>What lies on the ground beneath it: flat, as dark as the mesh hides the sky.</summary>
    public required Mesh Shade { get; init; }

    public required IReadOnlyList<Material> Materials { get; init; }

    /// <summary>The closed bodies it was put together from, in the units it was built in.</summary>
    public required IReadOnlyList<Solid> Solids { get; init; }

    /// <summary>How many sets of colours it comes in.</summary>
    public int Colourways => Materials.Max(m => m.Colors.Length);
}
