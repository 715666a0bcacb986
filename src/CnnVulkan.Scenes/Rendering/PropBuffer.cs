using System.Runtime.InteropServices;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Props;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Scenes.Rendering;

/// <summary>A prop and its shade in the GPU's memory: one buffer of vertices, then 16-bit indices.</summary>
internal sealed unsafe class PropBuffer : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly GraphicsBuffer _buffer;
    private readonly ulong _indexOffset;
    private readonly uint _meshIndices, _shadeIndices;
    private readonly int _shadeVertex;

    public PropBuffer(GraphicsDevice device, Prop prop)
    {
        _device = device;
        PackedVertex[] vertices = [.. prop.Mesh.Vertices.Concat(prop.Shade.Vertices).Select(v => new PackedVertex(v))];
        ushort[] indices = [.. prop.Mesh.Triangles.Concat(prop.Shade.Triangles).Select(i => checked((ushort)i))];
        (_meshIndices, _shadeIndices, _shadeVertex) = ((uint)prop.Mesh.Triangles.Length, (uint)prop.Shade.Triangles.Length, prop.Mesh.Vertices.Length);
        _indexOffset = (ulong)(vertices.Length * PackedVertex.Size);
        ulong size = _indexOffset + (ulong)(indices.Length * sizeof(ushort));
        using var staging = new GraphicsBuffer(device, $"{prop.Label}/staging", size, BufferUsageFlags.TransferSrcBit, hostVisible: true);
        MemoryMarshal.AsBytes(vertices.AsSpan()).CopyTo(staging.Mapped);
        MemoryMarshal.AsBytes(indices.AsSpan()).CopyTo(staging.Mapped[(int)_indexOffset..]);
        const BufferUsageFlags Usage = BufferUsageFlags.VertexBufferBit | BufferUsageFlags.IndexBufferBit | BufferUsageFlags.TransferDstBit;
        _buffer = new GraphicsBuffer(device, prop.Label, size, Usage, hostVisible: false);
        try
        {
            device.RunOnce(commands => Copy(commands, staging, size));
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    public void Bind(CommandBuffer commands)
    {
        Buffer buffer = _buffer.Buffer;
        ulong start = 0;
        _device.Vk.CmdBindVertexBuffers(commands, 0, 1, &buffer, &start);
        _device.Vk.CmdBindIndexBuffer(commands, buffer, _indexOffset, IndexType.Uint16);
    }

    public void Draw(CommandBuffer commands, uint instance) => _device.Vk.CmdDrawIndexed(commands, _meshIndices, 1, 0, 0, instance);

    public void DrawShade(CommandBuffer commands, uint instance) => _device.Vk.CmdDrawIndexed(commands, _shadeIndices, 1, _meshIndices, _shadeVertex, instance);

    public void Dispose() => _buffer.Dispose();

    private void Copy(CommandBuffer commands, GraphicsBuffer staging, ulong size)
    {
        var region = new BufferCopy { Size = size };
        _device.Vk.CmdCopyBuffer(commands, staging.Buffer, _buffer.Buffer, 1, &region);
        var barrier = new MemoryBarrier
        {
            SType = StructureType.MemoryBarrier,
            SrcAccessMask = AccessFlags.TransferWriteBit,
            DstAccessMask = AccessFlags.VertexAttributeReadBit | AccessFlags.IndexReadBit,
        };
        _device.Vk.CmdPipelineBarrier(commands, PipelineStageFlags.TransferBit, PipelineStageFlags.VertexInputBit, 0, 1, &barrier, 0, null, 0, null);
    }
}
