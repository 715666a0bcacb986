using System.Reflection;

namespace CnnVulkan.Tests.Vulkan;

public sealed class DeviceProfileTests
{
    private static readonly DeviceLimits Shuffling = new() { SubgroupShuffle = true, SubgroupSize = 8, MaxTexelBufferElements = 1 << 27, ShaderFloat16 = true };

    [Fact]
    public void A_GPU_has_the_traits_of_a_GPU_of_which_nothing_is_known()
        => Assert.Equal(new DeviceTraits(), DeviceTraits.Of(new DeviceLimits(), VisionDeviceType.DiscreteGpu));

    [Fact]
    public void A_CPU_driver_reads_through_texel_buffers_only_where_they_span_what_storage_buffers_do()
    {
        DeviceTraits cpu = DeviceTraits.Of(Shuffling, VisionDeviceType.Cpu);
        Assert.Equal((true, true, false), (cpu.IsCpu, cpu.ReadsStorageInScalars, cpu.PrefersSharedMemory));
        DeviceLimits[] others = [Shuffling with { MaxTexelBufferElements = 65536 }, Shuffling with { SubgroupSize = 2 }, Shuffling with { SubgroupShuffle = false }];
        Assert.All(others, o => Assert.False(DeviceTraits.Of(o, VisionDeviceType.Cpu).ReadsStorageInScalars));
        Assert.False(DeviceTraits.Of(Shuffling, VisionDeviceType.IntegratedGpu).ReadsStorageInScalars);
    }

    [Fact]
    public void What_a_CPU_driver_only_emulates_is_not_fast_there()
    {
        DeviceTraits gpu = DeviceTraits.Of(Shuffling, VisionDeviceType.DiscreteGpu, cooperativeMatrix: true), cpu = DeviceTraits.Of(Shuffling, VisionDeviceType.Cpu, cooperativeMatrix: true);
        Assert.True(gpu.Float16Arithmetic && gpu.MatrixUnits);
        Assert.False(cpu.Float16Arithmetic || cpu.MatrixUnits);
    }

    /// <summary>Every field, each unlike its default: one that is added and not written shows here.</summary>
    [Fact]
    public void What_is_saved_is_loaded()
    {
        using var folder = new TemporaryFolder();
        string path = folder["device.json"];
        var profile = new DeviceProfile { Name = "a device", Limits = Changed(new DeviceLimits()), Traits = Changed(new DeviceTraits()) };
        profile.Save(path);
        Assert.Equal(profile, DeviceProfile.Load(path));
    }

    [Fact]
    public void What_is_wrong_with_a_device_is_saved_with_it()
    {
        using var folder = new TemporaryFolder();
        var fault = new KernelFault("convolution", "winograd", "f32_nc4hw", "element 3 of 12 is NaN, but 4 was expected");
        new DeviceProfile { Driver = "driver 1.2", Faults = [fault] }.Save(folder["device.json"]);
        DeviceProfile loaded = DeviceProfile.Load(folder["device.json"]);
        Assert.Equal("driver 1.2", loaded.Driver);
        Assert.Equal(fault, Assert.Single(loaded.Faults));
    }

    [Theory]
    [InlineData("\"workgroups\": 128", "\"workgroups\": 0", "'workgroups' is '0'")]
    [InlineData("\"cpu\": false", "\"cpu\": 1", "'cpu' is '1'")]
    [InlineData("\"subgroup_size\": 1,", "", "'subgroup_size' is missing")]
    [InlineData("\"traits\"", "\"other\"", "'traits' is missing")]
    public void A_field_that_is_missing_or_wrong_is_named(string field, string instead, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder["device.json"];
        new DeviceProfile().Save(path);
        string text = File.ReadAllText(path);
        Assert.Contains(field, text);
        File.WriteAllText(path, text.Replace(field, instead, StringComparison.Ordinal));
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => DeviceProfile.Load(path)).Message);
    }

    private static T Changed<T>(T record)
        where T : notnull
    {
        foreach (PropertyInfo property in typeof(T).GetProperties().Where(p => p.CanWrite))
        {
            object value = property.GetValue(record)!;
            property.SetValue(record, value switch
            {
                bool flag => !flag,
                int number => number + 1,
                uint number => number + 1,
                long number => number + (1L << 40),
                ValueTuple<uint, uint>(var x, var y) => (x + 1, y + 2),
                _ => throw new NotSupportedException(property.Name),
            });
        }
        return record;
    }
}
