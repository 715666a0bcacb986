using System.Numerics;

namespace CnnVulkan.Scenes;

/// <summary>All that a picture of the stage is made from.</summary>
/// <param name="Objects">What stands on it.</param>
/// <param name="Camera">Where it is seen from.</param>
/// <param name="Light">The light and the surroundings.</param>
/// <param name="ShadowCentre">The middle of what throws shadows.</param>
/// <param name="ShadowRadius">How far from there; shadows are the finer the smaller it is.</param>
internal sealed record SceneView(IReadOnlyList<SceneObject> Objects, ViewPoint Camera, SceneLight Light, Vector3 ShadowCentre, float ShadowRadius)
{
    /// <summary>From the stage to the sun's clip space, Y down and depth from 0 to 1. It holds the ball of the shadow radius.</summary>
    public Matrix4x4 ShadowProjection()
    {
        Vector3 up = MathF.Abs(Light.SunDirection.Y) > 0.98f ? Vector3.UnitZ : Vector3.UnitY;
        Matrix4x4 view = Matrix4x4.CreateLookAt(ShadowCentre + Light.SunDirection * (2 * ShadowRadius), ShadowCentre, up);
        Matrix4x4 projection = Matrix4x4.CreateOrthographic(2 * ShadowRadius, 2 * ShadowRadius, ShadowRadius * 0.5f, ShadowRadius * 6);
        projection.M22 = -projection.M22;
        return view * projection;
    }

    /// <summary>The disc of ground around all shadows; all of the ground in sight where it has a pattern.</summary>
    public (Vector2 Centre, float Radius) Floor()
    {
        if (Light.Pattern != GroundPattern.Plain)
            return (new Vector2(Camera.Eye.X, Camera.Eye.Z), ViewPoint.Far);
        Vector3 centre = ShadowCentre - Light.SunDirection * (ShadowCentre.Y / Light.SunDirection.Y);
        // A ball's shadow is an ellipse, the longer the lower the sun.
        return (new Vector2(centre.X, centre.Z), ShadowRadius / Light.SunDirection.Y);
    }
}
