using CnnVulkan.Graphs;
using CnnVulkan.Passes;
using CnnVulkan.Plans;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Profiles of the device that make channel-packed kernels read one way or the other, whatever it prefers.</summary>
internal static class PackedProfiles
{
    /// <summary>Storage buffers, every invocation for itself: what runs on any device.</summary>
    public static DeviceProfile Storage => GpuFixture.Device.Profile with { Traits = DeviceTraits.Of(GpuFixture.Device.Limits, VisionDeviceType.DiscreteGpu) };

    /// <summary>Texel buffers and shuffles; skips the test where the device's driver would not be given them.</summary>
    public static DeviceProfile Texels
    {
        get
        {
            Skip.IfNot(GpuFixture.Device.Traits.ReadsStorageInScalars, "Only CPU drivers with subgroup shuffles are given texel buffers.");
            return GpuFixture.Device.Profile;
        }
    }

    /// <summary>Either, by a test's argument.</summary>
    public static DeviceProfile Of(bool texels) => texels ? Texels : Storage;

    /// <summary>The same for a device that binds so many bytes.</summary>
    public static DeviceProfile Binding(long bytes, DeviceProfile profile) => profile with { Limits = profile.Limits with { MaxStorageBufferRange = bytes } };

    /// <summary>Plans a graph packed, whatever the device prefers, its packed kernels in that variant.</summary>
    public static Plan Plan(Graph graph, IReadOnlyDictionary<string, Tensor> inputs, bool texels, Precision precision = Precision.Float32, string[]? keep = null)
    {
        Dictionary<string, TensorInfo> infos = inputs.ToDictionary(i => i.Key, i => TensorInfo.Of(i.Value) with { Value = null });
        return new Planner(Of(texels), precision).Lower(ChannelPacking.Apply(Planner.Simplify(graph, infos, keep)));
    }

    /// <summary>A plan whose packed kernels are the other variant would test nothing.</summary>
    public static void AssertVariant(Plan plan, bool texels)
        => Assert.Contains(plan.Dispatches, d => d.Kernel.Shader.Contains("pack", StringComparison.Ordinal) && d.Kernel.Texels == texels);
}
