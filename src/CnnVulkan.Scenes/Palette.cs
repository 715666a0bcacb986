using System.Numerics;
using System.Runtime.InteropServices;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes;

/// <summary>The colours one prop wears, as the shaders take them.</summary>
internal sealed class Palette
{
    private readonly Surface[] _surfaces = new Surface[Prop.MaxMaterials];

    /// <summary>The prop's colours of one colourway.</summary>
    public Palette(Prop prop, int colourway)
        : this(prop, colourway, (_, color) => color)
    {
    }

    /// <summary>The prop's colours of one colourway, each changed on its own.</summary>
    public Palette(Prop prop, int colourway, Func<Material, Vector3, Vector3> change)
    {
        for (int i = 0; i < prop.Materials.Count; i++)
        {
            Material material = prop.Materials[i];
            Vector3 color = change(material, material.Color(colourway));
            _surfaces[i] = new Surface(new Vector4(color, material.Gloss), new Vector4(material.Metal, material.Glow, 0, 0));
        }
    }

    public ReadOnlySpan<Surface> Surfaces => _surfaces;

    /// <summary>A material in the shaders' layout: linear colour and gloss; metal, glow and nothing.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Surface(Vector4 ColorAndGloss, Vector4 MetalAndGlow);
}
