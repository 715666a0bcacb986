using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>A buffer with its own memory.</summary>
internal sealed unsafe class GraphicsBuffer : IDisposable
{
    private readonly GraphicsDevice _device;
    private DeviceMemory _memory;
    private readonly ulong _allocated;
    private void* _mapped;

    /// <param name="device">The device; outlives the buffer.</param>
    /// <param name="name">Its name in debuggers and messages.</param>
    /// <param name="size">Its size in bytes, at least 1.</param>
    /// <param name="usage">What it is used for.</param>
    /// <param name="hostVisible">Whether the CPU reads or writes it: mapped, coherent memory then. With the usage TransferDst it is taken to be read.</param>
    public GraphicsBuffer(GraphicsDevice device, string name, ulong size, BufferUsageFlags usage, bool hostVisible)
    {
        _device = device;
        Size = size;
        try
        {
            var info = new BufferCreateInfo
            {
                SType = StructureType.BufferCreateInfo,
                Size = size,
                Usage = usage,
                SharingMode = SharingMode.Exclusive,
            };
            device.Vk.CreateBuffer(device.Device, &info, null, out Buffer buffer).Check($"vkCreateBuffer ({name})");
            Buffer = buffer;
            device.SetName(ObjectType.Buffer, buffer.Handle, name);
            MemoryRequirements needs;
            device.Vk.GetBufferMemoryRequirements(device.Device, buffer, &needs);
            _memory = device.Memory.Allocate(name, needs, hostVisible, (usage & BufferUsageFlags.TransferDstBit) != 0);
            _allocated = needs.Size;
            device.Vk.BindBufferMemory(device.Device, buffer, _memory, 0).Check($"vkBindBufferMemory ({name})");
            if (hostVisible)
            {
                void* mapped = null;
                device.Vk.MapMemory(device.Device, _memory, 0, size, 0, &mapped).Check($"vkMapMemory ({name})");
                _mapped = mapped;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Buffer Buffer { get; private set; }

    public ulong Size { get; }

    /// <summary>Its memory as the CPU sees it; empty where it is not host-visible.</summary>
    public Span<byte> Mapped => _mapped == null ? default : new Span<byte>(_mapped, checked((int)Size));

    public void Dispose()
    {
        if (Buffer.Handle != 0)
            _device.Vk.DestroyBuffer(_device.Device, Buffer, null);
        if (_memory.Handle != 0)
            _device.Memory.Free(_memory, _allocated);
        Buffer = default;
        _memory = default;
        _mapped = null;
    }
}
