using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;

namespace CnnVulkan.Vulkan;

/// <summary>Finds Vulkan's functions through a host's <c>vkGetInstanceProcAddr</c>, so that its layers and interceptors see every call.</summary>
internal sealed unsafe class HostFunctions(nint getInstanceProcAddr, nint instance) : INativeContext
{
    public nint GetProcAddress(string proc, int? slot = default) => TryGetProcAddress(proc, out nint address, slot)
        ? address
        : throw new EntryPointNotFoundException($"The host's vkGetInstanceProcAddr does not know {proc}.");

    public bool TryGetProcAddress(string proc, out nint addr, int? slot = default)
    {
        var find = (delegate* unmanaged[Stdcall]<nint, byte*, nint>)getInstanceProcAddr;
        nint name = SilkMarshal.StringToPtr(proc);
        addr = find(instance, (byte*)name);
        // Functions that need no instance are found without one.
        if (addr == 0)
            addr = find(0, (byte*)name);
        SilkMarshal.Free(name);
        return addr != 0;
    }

    public void Dispose()
    {
    }
}
