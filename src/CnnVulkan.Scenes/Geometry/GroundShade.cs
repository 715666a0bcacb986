using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>The soft dark that a thing lays on the ground where it stands. It is what makes it stand there.</summary>
internal static class GroundShade
{
    private const int Cells = 18;

    /// <summary>Cells of which no corner is darker than that are left out: less than half a step of a picture's bytes.</summary>
    private const float Least = 0.003f;

    /// <summary>How far beyond the thing the dark reaches.</summary>
    private const float Margin = 0.4f;

    /// <summary>Above the ground, so that the two do not flicker.</summary>
    private const float Height = 0.004f;

    /// <summary>A flat grid beneath a mesh; it fades to fully open towards its border.</summary>
    public static Mesh Under(Mesh mesh, TriangleGrid grid)
    {
        (Vector3 least, Vector3 most) = mesh.Bounds();
        Vector3 first = least - new Vector3(Margin), step = (most - least + new Vector3(2 * Margin)) / Cells;
        var vertices = new List<MeshVertex>();
        var triangles = new List<int>();
        for (int j = 0; j <= Cells; j++)
        {
            for (int i = 0; i <= Cells; i++)
            {
                float x = first.X + i * step.X, z = first.Z + j * step.Z;
                float toBorder = Math.Min(Math.Min(i, Cells - i) * step.X, Math.Min(j, Cells - j) * step.Z);
                float dark = (1 - Openness.OfGround(grid, x, z)) * Math.Min(1, toBorder / Margin);
                vertices.Add(new MeshVertex(new Vector3(x, Height, z), Vector3.UnitY, 0, 1 - dark));
            }
        }
        for (int cell = 0; cell < Cells * Cells; cell++)
        {
            int corner = cell / Cells * (Cells + 1) + cell % Cells;
            int[] corners = [corner, corner + 1, corner + Cells + 1, corner + Cells + 2];
            if (corners.Any(c => vertices[c].Openness < 1 - Least))
                triangles.AddRange([corners[0], corners[2], corners[1], corners[1], corners[2], corners[3]]);
        }
        return new Mesh([.. vertices], [.. triangles]);
    }
}
