using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>What decides a render pass.</summary>
/// <param name="Color">The format of the colour picture; <see cref="Format.Undefined"/> for a pass that writes depth only.</param>
/// <param name="Depth">The format of the depth picture; <see cref="Format.Undefined"/> for none.</param>
/// <param name="Samples">Samples per pixel; above one, the pass resolves them into the picture.</param>
/// <param name="KeepDepth">Whether the depth is kept for shaders to read.</param>
internal readonly record struct RenderPassKind(
    Format Color, Format Depth = Format.Undefined, SampleCountFlags Samples = SampleCountFlags.Count1Bit, bool KeepDepth = false)
{
    public bool HasColor => Color != Format.Undefined;

    public bool HasDepth => Depth != Format.Undefined;

    public bool Resolves => HasColor && Samples != SampleCountFlags.Count1Bit;
}
