using Silk.NET.Core.Native;

namespace CnnVulkan.Demo.Graphics;

/// <summary>A list of strings in native memory, as creation structures take layer and extension names.</summary>
internal sealed unsafe class NativeNames : IDisposable
{
    private nint _block;

    public NativeNames(IReadOnlyList<string> names)
    {
        Count = (uint)names.Count;
        _block = SilkMarshal.StringArrayToPtr(names.ToArray());
    }

    public uint Count { get; }

    public byte** Pointer => (byte**)_block;

    public void Dispose()
    {
        if (_block != 0)
            SilkMarshal.Free(_block);
        _block = 0;
    }
}
