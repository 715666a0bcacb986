namespace CnnVulkan.Demo.Overlay;

/// <summary>Instances that follow one another and need at most one texture besides the glyph atlas: one draw call.</summary>
internal readonly record struct DrawBatch(OverlayTexture Texture, int First, int Count);
