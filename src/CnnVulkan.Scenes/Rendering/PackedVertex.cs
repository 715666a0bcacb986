using System.Numerics;
using System.Runtime.InteropServices;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Rendering;

/// <summary>A vertex as the shaders read it: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct PackedVertex(MeshVertex vertex)
{
    public const int Size = 24;

    /// <summary>Position, normal with openness, slot.</summary>
    public static readonly VertexAttribute[] Attributes =
    [
        new(0, Format.R32G32B32Sfloat, 0), new(1, Format.R16G16B16A16Sfloat, 12), new(2, Format.R32Uint, 20),
    ];

    private readonly Vector3 _position = vertex.Position;
    private readonly Half _normalX = (Half)vertex.Normal.X, _normalY = (Half)vertex.Normal.Y, _normalZ = (Half)vertex.Normal.Z;
    private readonly Half _openness = (Half)vertex.Openness;
    private readonly uint _slot = (uint)vertex.Slot;
}
