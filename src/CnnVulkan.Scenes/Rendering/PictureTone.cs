using System.Numerics;

namespace CnnVulkan.Scenes.Rendering;

/// <summary>From light to what a picture's bytes hold, as <c>encode</c> in scene_light.glsl does it.</summary>
internal static class PictureTone
{
    public static Vector3 Encode(Vector3 light, float exposure)
    {
        Vector3 color = light * exposure;
        float least = Math.Min(color.X, Math.Min(color.Y, color.Z));
        color -= new Vector3(least < 0.08f ? least - 6.25f * least * least : 0.04f);
        float peak = Math.Max(color.X, Math.Max(color.Y, color.Z));
        if (peak > 0.76f)
        {
            float bent = 1 - 0.0576f / (peak - 0.52f);
            color = Vector3.Lerp(color * (bent / peak), new Vector3(bent), 1 - 1 / (0.15f * (peak - bent) + 1));
        }
        Vector3 root = Vector3.SquareRoot(Vector3.Max(color, Vector3.Zero));
        return 0.893f * root + 0.107f * Vector3.SquareRoot(root);
    }
}
