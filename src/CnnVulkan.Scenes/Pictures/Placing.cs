using System.Numerics;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>Setting things down on the stage, and what can be said of two that stand there.</summary>
internal static class Placing
{
    private const float Degree = MathF.PI / 180;

    /// <summary>Turned, leaning to some side, and set down so that its lowest point is on the ground.</summary>
    public static Matrix4x4 Pose(Prop prop, float yaw, float tilt, float side, float scale)
    {
        Matrix4x4 pose = Matrix4x4.CreateScale(scale) * Matrix4x4.CreateRotationY(yaw * Degree);
        if (tilt == 0)
            return pose;
        (float sine, float cosine) = MathF.SinCos(side * Degree);
        pose *= Matrix4x4.CreateFromAxisAngle(new Vector3(cosine, 0, sine), tilt * Degree);
        float lowest = prop.Mesh.Vertices.Min(v => Vector3.Transform(v.Position, pose).Y);
        return pose * Matrix4x4.CreateTranslation(0, -lowest, 0);
    }

    public static SceneObject Standing(Prop prop, float scale, Vector3 at, SeededRandom random)
    {
        Matrix4x4 place = Pose(prop, random.Between(0, 360), 0, 0, scale) * Matrix4x4.CreateTranslation(at with { Y = 0 });
        return new SceneObject(prop, place, PictureColors.Of(prop, random).Palette);
    }

    public static bool Touching(SceneObject a, SceneObject b) => (a.Place.Translation - b.Place.Translation).Length() < Reach(a) + Reach(b);

    public static bool InFront(SceneObject a, SceneObject b, ViewPoint camera)
        => (a.Place.Translation - camera.Eye).LengthSquared() < (b.Place.Translation - camera.Eye).LengthSquared();

    private static float Reach(SceneObject thing)
    {
        (Vector3 least, Vector3 most) = thing.Prop.Bounds;
        return Math.Max(most.X - least.X, most.Z - least.Z) / 2 * thing.Place.GetRow(0).AsVector3().Length();
    }
}
