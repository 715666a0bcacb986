using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnVulkan.Scenes.Rendering;

/// <summary>What all shaders of the stage are told of a frame: the block of scene_frame.glsl, member by member.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct FrameUniforms
{
    /// <summary>Places are moved along their normals by so many texels of the shadow map, so that faces do not shadow themselves.</summary>
    private const float TexelsOff = 1.6f;

    private readonly Matrix4x4 _viewProjection, _shadowProjection;
    private readonly Vector4 _eye, _rayRight, _rayDown, _rayForward, _sunDirection, _sun, _zenith, _horizon, _ground;
    private readonly Vector4 _zenithSeen, _horizonSeen, _groundSeen, _groundShadowSeen, _alternateSeen, _alternateShadowSeen;

    public FrameUniforms(SceneView view, float aspect, int shadowSize)
    {
        (ViewPoint camera, SceneLight light) = (view.Camera, view.Light);
        _viewProjection = camera.ViewProjection(aspect);
        _shadowProjection = view.ShadowProjection();
        _eye = new Vector4(camera.Eye, light.Exposure);
        float slope = MathF.Tan(camera.FieldOfView / 2);
        (Vector2 floor, float floorRadius) = view.Floor();
        _rayRight = new Vector4(camera.Right * (slope * aspect), floor.X);
        _rayDown = new Vector4(-camera.Up * slope, floor.Y);
        _rayForward = new Vector4(camera.Forward, floorRadius);
        _sunDirection = new Vector4(light.SunDirection, 1f / shadowSize);
        _sun = new Vector4(light.Sun, TexelsOff * 2 * view.ShadowRadius / shadowSize);
        _zenith = new Vector4(light.Zenith, light.Ambient);
        _horizon = new Vector4(light.Horizon, light.FadeDistance * (camera.Target - camera.Eye).Length());
        _ground = new Vector4(light.Ground, (float)light.Pattern);
        // The light on the ground: ambient() of scene_light.glsl for a face that looks up, and the sun.
        Vector3 shade = light.Ambient * (light.Horizon + light.Zenith) / 2, sun = light.Sun * light.SunDirection.Y;
        Vector4 Seen(Vector3 color, float other = 0) => new(PictureTone.Encode(color, light.Exposure), other);
        _zenithSeen = Seen(light.Zenith);
        _horizonSeen = Seen(light.Horizon);
        _groundSeen = Seen(light.Ground * (shade + sun), light.PatternScale);
        _groundShadowSeen = Seen(light.Ground * shade);
        _alternateSeen = Seen(light.GroundAlternate * (shade + sun));
        _alternateShadowSeen = Seen(light.GroundAlternate * shade);
    }
}
