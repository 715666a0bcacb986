using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>One input of a vertex shader.</summary>
/// <param name="Location">Its location in the shader.</param>
/// <param name="Format">How it is stored.</param>
/// <param name="Offset">Its first byte in a vertex or instance.</param>
internal readonly record struct VertexAttribute(int Location, Format Format, int Offset);
