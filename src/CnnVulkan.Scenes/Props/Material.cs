using System.Numerics;

namespace CnnVulkan.Scenes.Props;

/// <summary>What a part of a prop is made of.</summary>
/// <param name="Colors">Its colours in the prop's colourways, as 0xRRGGBB in sRGB; one alone stays the same in all.</param>
/// <param name="Gloss">0 matt to 1 polished.</param>
/// <param name="Metal">0 to 1: how far it mirrors its surroundings in its own colour.</param>
/// <param name="Glow">How much light it gives of its own.</param>
internal sealed record Material(uint[] Colors, float Gloss, float Metal, float Glow)
{
    /// <summary>Whether the colourways differ in it.</summary>
    public bool IsPaint => Colors.Length > 1;

    public Vector3 Color(int colourway) => LinearColor.FromSrgb(Colors[colourway % Colors.Length]);
}
