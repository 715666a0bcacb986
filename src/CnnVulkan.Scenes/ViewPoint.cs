using System.Numerics;

namespace CnnVulkan.Scenes;

/// <summary>Where the picture is taken from. Matrices multiply row vectors, as System.Numerics does; read by columns, as shaders do, they are right for those.</summary>
/// <param name="Eye">The camera's place.</param>
/// <param name="Target">What is in the middle of the picture.</param>
/// <param name="FieldOfView">From the lower to the upper edge, in radians.</param>
internal readonly record struct ViewPoint(Vector3 Eye, Vector3 Target, float FieldOfView)
{
    public const float Near = 0.1f;
    public const float Far = 60;

    public Vector3 Forward => Vector3.Normalize(Target - Eye);

    public Vector3 Right => Vector3.Normalize(Vector3.Cross(Forward, Vector3.UnitY));

    public Vector3 Up => Vector3.Cross(Right, Forward);

    /// <summary>From the stage to Vulkan's clip space: Y down, depth from 0 to 1.</summary>
    public Matrix4x4 ViewProjection(float aspect)
    {
        Matrix4x4 projection = Matrix4x4.CreatePerspectiveFieldOfView(FieldOfView, aspect, Near, Far);
        projection.M22 = -projection.M22;
        return Matrix4x4.CreateLookAt(Eye, Target, Vector3.UnitY) * projection;
    }

    /// <summary>Where a point of the stage lies in the picture, 0 to 1 from the upper left corner.</summary>
    public Vector2 Project(Vector3 point, float aspect)
    {
        Vector4 clip = Vector4.Transform(new Vector4(point, 1), ViewProjection(aspect));
        return new Vector2(clip.X, clip.Y) / (2 * clip.W) + new Vector2(0.5f);
    }
}
