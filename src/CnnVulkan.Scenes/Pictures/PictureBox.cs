using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>The box around a thing in a picture, in parts of its size, and what can be said of two.</summary>
internal readonly record struct PictureBox(Vector2 Least, Vector2 Most)
{
    /// <summary>Every so many vertices are enough: they are dense.</summary>
    private const int Stride = 3;

    public Vector2 Size => Vector2.Max(Most - Least, Vector2.Zero);

    public float Area => Size.X * Size.Y;

    /// <summary>Cut at the picture's edges.</summary>
    public PictureBox InPicture => new(Vector2.Clamp(Least, Vector2.Zero, Vector2.One), Vector2.Clamp(Most, Vector2.Zero, Vector2.One));

    /// <summary>The box of a thing.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="camera">Where it is seen from.</param>
    /// <param name="aspect">The picture's width over its height.</param>
    public static PictureBox Of(SceneObject thing, ViewPoint camera, float aspect = 1)
    {
        Matrix4x4 matrix = thing.Place * camera.ViewProjection(aspect);
        (Vector2 least, Vector2 most) = (new(float.PositiveInfinity), new(float.NegativeInfinity));
        MeshVertex[] vertices = thing.Prop.Mesh.Vertices;
        for (int i = 0; i < vertices.Length; i += Stride)
        {
            Vector4 clip = Vector4.Transform(new Vector4(vertices[i].Position, 1), matrix);
            // What is beside or behind the camera covers no place that can be told.
            if (clip.W < ViewPoint.Near)
                continue;
            Vector2 at = new Vector2(clip.X, clip.Y) / (2 * clip.W) + new Vector2(0.5f);
            (least, most) = (Vector2.Min(least, at), Vector2.Max(most, at));
        }
        return new PictureBox(least, most);
    }

    /// <summary>How much of this box the other covers, 0 to 1.</summary>
    public float CoveredBy(PictureBox other)
        => Area > 0 ? new PictureBox(Vector2.Max(Least, other.Least), Vector2.Min(Most, other.Most)).Area / Area : 0;
}
