using System.Buffers;
using System.Runtime.InteropServices;

namespace CnnVulkan.Models;

/// <summary>A tensor's elements as bytes, without a copy: weights of 500 MB must not take another 500 MB while they are written.</summary>
internal sealed unsafe class ElementBytes<T>(T[] elements) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(elements.AsSpan());

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        GCHandle handle = GCHandle.Alloc(elements, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle, this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
