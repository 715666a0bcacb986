using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>Turns a body into vertices with normals.</summary>
internal static class SmoothNormals
{
    /// <summary>Normals nearer than this share a vertex: about two degrees.</summary>
    private const float SameNormal = 0.9994f;

    /// <summary>
    /// Appends a body. A corner's normal is the mean over the faces around it that bend by less than the crease, weighted by area: large
    /// flat faces stay flat and their narrow bevels take up the bend.
    /// </summary>
    public static void Append(Solid solid, int slot, List<MeshVertex> vertices, List<int> triangles)
    {
        int[] corners = solid.Triangles;
        Vector3[] areas = FaceAreas(solid);
        ILookup<int, int> facesAt = Enumerable.Range(0, corners.Length).ToLookup(c => corners[c], c => c / 3);
        float bend = MathF.Cos(solid.Crease * MathF.PI / 180);
        var made = new Dictionary<int, List<int>>();
        for (int face = 0; face < areas.Length; face++)
        {
            if (areas[face] == Vector3.Zero)
                continue;
            for (int corner = face * 3; corner < face * 3 + 3; corner++)
            {
                Vector3 normal = NormalAt(facesAt[corners[corner]], areas, face, bend);
                triangles.Add(VertexOf(corners[corner], normal));
            }
        }

        int VertexOf(int position, Vector3 normal)
        {
            List<int> here = made.TryGetValue(position, out List<int>? known) ? known : made[position] = [];
            foreach (int vertex in here)
            {
                if (Vector3.Dot(vertices[vertex].Normal, normal) > SameNormal)
                    return vertex;
            }
            here.Add(vertices.Count);
            vertices.Add(new MeshVertex(solid.Positions[position], normal, slot, 1));
            return vertices.Count - 1;
        }
    }

    private static Vector3 NormalAt(IEnumerable<int> faces, Vector3[] areas, int face, float bend)
    {
        Vector3 own = Vector3.Normalize(areas[face]), sum = Vector3.Zero;
        foreach (int other in faces)
        {
            if (areas[other] != Vector3.Zero && Vector3.Dot(Vector3.Normalize(areas[other]), own) >= bend)
                sum += areas[other];
        }
        return sum.LengthSquared() > 0 ? Vector3.Normalize(sum) : own;
    }

    /// <summary>Each face's normal times its area, doubled; zero for faces that are only a line.</summary>
    private static Vector3[] FaceAreas(Solid solid)
    {
        var areas = new Vector3[solid.Triangles.Length / 3];
        for (int i = 0; i < areas.Length; i++)
        {
            Vector3 a = solid.Positions[solid.Triangles[3 * i]];
            Vector3 area = Vector3.Cross(solid.Positions[solid.Triangles[3 * i + 1]] - a, solid.Positions[solid.Triangles[3 * i + 2]] - a);
            areas[i] = area.LengthSquared() > 1e-14f ? area : Vector3.Zero;
        }
        return areas;
    }
}
