namespace CnnVulkan.Demo.Overlay;

/// <summary>Instances that follow one another and need one pipeline and at most one texture besides the glyph atlas: one draw call.</summary>
internal readonly record struct DrawBatch(DrawPass Pass, OverlayTexture Texture, int First, int Count);
