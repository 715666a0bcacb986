using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>What is drawn: vertices and triangles over them, counter-clockwise seen from outside.</summary>
internal sealed record Mesh(MeshVertex[] Vertices, int[] Triangles)
{
    public (Vector3 Least, Vector3 Most) Bounds()
    {
        (Vector3 least, Vector3 most) = (new(float.PositiveInfinity), new(float.NegativeInfinity));
        foreach (MeshVertex vertex in Vertices)
            (least, most) = (Vector3.Min(least, vertex.Position), Vector3.Max(most, vertex.Position));
        return (least, most);
    }
}
