using System.Numerics;
using System.Runtime.InteropServices;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Props;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Rendering;

/// <summary>What one frame in flight is drawn from: the frame's uniforms, and place and materials of each thing (scene_instances.glsl).</summary>
internal sealed unsafe class InstanceBuffer : IDisposable
{
    public const int MaxInstances = 64;

    private static readonly int InstanceSize = sizeof(Matrix4x4) + Prop.MaxMaterials * sizeof(Palette.Surface);

    public InstanceBuffer(GraphicsDevice device, int slot)
    {
        Uniforms = new GraphicsBuffer(device, $"scene/frame {slot}", (ulong)sizeof(FrameUniforms), BufferUsageFlags.UniformBufferBit, hostVisible: true);
        try
        {
            Instances = new GraphicsBuffer(device, $"scene/instances {slot}", (ulong)(MaxInstances * InstanceSize), BufferUsageFlags.StorageBufferBit, hostVisible: true);
        }
        catch
        {
            Uniforms.Dispose();
            throw;
        }
    }

    public GraphicsBuffer Uniforms { get; }

    public GraphicsBuffer Instances { get; }

    public void Write(in FrameUniforms frame, IReadOnlyList<SceneObject> objects)
    {
        MemoryMarshal.Write(Uniforms.Mapped, frame);
        for (int i = 0; i < objects.Count; i++)
        {
            Span<byte> bytes = Instances.Mapped.Slice(i * InstanceSize, InstanceSize);
            MemoryMarshal.Write(bytes, objects[i].Place);
            MemoryMarshal.AsBytes(objects[i].Palette.Surfaces).CopyTo(bytes[sizeof(Matrix4x4)..]);
        }
    }

    public void Dispose()
    {
        Uniforms.Dispose();
        Instances.Dispose();
    }
}
