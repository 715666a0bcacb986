using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using static Silk.NET.Vulkan.MemoryPropertyFlags;

namespace CnnVulkan.Tests.Vulkan;

/// <summary>Memory types as drivers list them (vulkan.gpuinfo.org), and which of them each use takes first.</summary>
public class MemoryTypeChoiceTests
{
    private const MemoryPropertyFlags Host = HostVisibleBit | HostCoherentBit;

    // NVIDIA: plain host memory stands first; the last is the BAR.
    private static readonly MemoryPropertyFlags[] Nvidia = [None, DeviceLocalBit, Host, Host | HostCachedBit, DeviceLocalBit | Host];

    private static readonly MemoryPropertyFlags[] AmdDiscrete =
    [
        DeviceLocalBit, Host, DeviceLocalBit | Host, Host | HostCachedBit,
        DeviceLocalBit | DeviceCoherentBitAmd | DeviceUncachedBitAmd, Host | DeviceCoherentBitAmd | DeviceUncachedBitAmd,
        DeviceLocalBit | Host | DeviceCoherentBitAmd | DeviceUncachedBitAmd, Host | HostCachedBit | DeviceCoherentBitAmd | DeviceUncachedBitAmd,
    ];

    private static readonly MemoryPropertyFlags[] IntelIntegrated = [DeviceLocalBit, DeviceLocalBit | Host | HostCachedBit, DeviceLocalBit | Host];

    // Adreno: what is cached is not coherent.
    private static readonly MemoryPropertyFlags[] Mobile =
        [DeviceLocalBit, DeviceLocalBit | Host, DeviceLocalBit | HostVisibleBit | HostCachedBit, DeviceLocalBit | LazilyAllocatedBit, DeviceLocalBit | ProtectedBit];

    private static readonly MemoryPropertyFlags[] Lavapipe = [DeviceLocalBit | Host | HostCachedBit];

    public static TheoryData<string, bool, int, int, int> Devices => new()
    {
        { nameof(Nvidia), false, 1, 2, 3 },
        { nameof(AmdDiscrete), false, 0, 1, 3 },
        { nameof(IntelIntegrated), true, 1, 1, 1 },
        { nameof(Mobile), true, 1, 1, 2 },
        { nameof(Lavapipe), true, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    public void EachUseTakesItsKindOfMemory(string name, bool shared, int device, int upload, int readback)
    {
        MemoryPropertyFlags[] types = Types(name);
        Assert.Equal((uint)device, MemoryTypeChoice.InOrder(types, uint.MaxValue, MemoryUse.Device, shared)[0]);
        Assert.Equal((uint)upload, MemoryTypeChoice.InOrder(types, uint.MaxValue, MemoryUse.Upload, shared)[0]);
        Assert.Equal((uint)readback, MemoryTypeChoice.InOrder(types, uint.MaxValue, MemoryUse.Readback, shared)[0]);
    }

    [Fact]
    public void AFullHeapLeavesOthersToTry()
    {
        // The BAR, then host memory: slow, but it runs.
        Assert.Equal([1, 4, 0, 2, 3], MemoryTypeChoice.InOrder(Nvidia, uint.MaxValue, MemoryUse.Device, false).Select(i => (int)i));
        Assert.All(MemoryTypeChoice.InOrder(Nvidia, uint.MaxValue, MemoryUse.Upload, false), i => Assert.Equal(Host, Nvidia[i] & Host));
    }

    [Fact]
    public void WhatABufferMayNotLieInIsLeftOut()
    {
        Assert.Equal([2u], MemoryTypeChoice.InOrder(Nvidia, 0b00100, MemoryUse.Device, false));
        Assert.DoesNotContain(3u, MemoryTypeChoice.InOrder(Mobile, uint.MaxValue, MemoryUse.Device, true));
        Assert.DoesNotContain(4u, MemoryTypeChoice.InOrder(Mobile, uint.MaxValue, MemoryUse.Device, true));
        Assert.DoesNotContain(4u, MemoryTypeChoice.InOrder(AmdDiscrete, uint.MaxValue, MemoryUse.Device, false));
    }

    private static MemoryPropertyFlags[] Types(string name) => name switch
    {
        nameof(Nvidia) => Nvidia,
        nameof(AmdDiscrete) => AmdDiscrete,
        nameof(IntelIntegrated) => IntelIntegrated,
        nameof(Mobile) => Mobile,
        _ => Lavapipe,
    };
}
