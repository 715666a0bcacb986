using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>The device the tests run on, and what else it may be taken for: kernels read one way or the other, whatever it prefers.</summary>
internal static class Profiles
{
    /// <summary>As it is.</summary>
    public static DeviceProfile Device => GpuFixture.Device.Profile;

    /// <summary>Storage buffers, every invocation for itself: what runs on any device.</summary>
    public static DeviceProfile Storage => Device with { Name = "storage buffers", Traits = new DeviceTraits() };

    /// <summary>Both, but the device alone where it reads storage buffers by itself.</summary>
    public static DeviceProfile[] All => Device.Traits.ReadsStorageInScalars ? [Device, Storage] : [Device];

    /// <summary>A layout on each of them.</summary>
    public static IEnumerable<Planning> In(Layout layout) => All.Select(profile => new Planning(profile, layout));

    /// <summary>The same device if it bound less, so that small tensors are split as large ones would be.</summary>
    public static DeviceProfile Binding(this DeviceProfile profile, long bytes) => profile with { Limits = profile.Limits with { MaxStorageBufferRange = bytes } };
}
