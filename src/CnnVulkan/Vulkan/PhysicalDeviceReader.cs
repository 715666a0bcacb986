using System.Collections.Immutable;
using Silk.NET.Core;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>Asks a physical device what it is and can.</summary>
internal static unsafe class PhysicalDeviceReader
{
    public const string TimelineExtension = "VK_KHR_timeline_semaphore";
    public const string Float16Int8Extension = "VK_KHR_shader_float16_int8";
    public const string Storage8Extension = "VK_KHR_8bit_storage";
    public const string CooperativeMatrixExtension = "VK_KHR_cooperative_matrix";
    private const string DriverExtension = "VK_KHR_driver_properties";

    /// <param name="api">Vulkan.</param>
    /// <param name="device">The physical device.</param>
    /// <param name="index">Its number in Vulkan's order.</param>
    /// <param name="instanceVersion">The version the instance was created for: what is newer is not core, whatever the device has.</param>
    /// <param name="family">The queue family that will be used; null for the first that computes.</param>
    public static PhysicalDeviceFacts Read(Vk api, PhysicalDevice device, int index, uint instanceVersion = uint.MaxValue, int? family = null)
    {
        PhysicalDeviceProperties basic;
        api.GetPhysicalDeviceProperties(device, &basic);
        HashSet<string> extensions = Extensions(api, device);
        uint version = Math.Min(basic.ApiVersion, instanceVersion);
        bool core12 = version >= Vk.Version12;
        Features features = version >= Vk.Version11 ? ReadFeatures(api, device, extensions, core12) : default;
        Properties properties = version >= Vk.Version11 ? ReadProperties(api, device, extensions, core12) : Properties.None;
        (uint family, int timestampBits)? queue = FindQueue(api, device, family);
        DeviceLimits limits = Limits(basic, features, properties);
        VisionDeviceType type = TypeOf(basic.DeviceType);
        bool timestamps = queue is { timestampBits: > 0 } && basic.Limits.TimestampPeriod > 0;
        var info = new VisionDeviceInfo
        {
            Index = index,
            Name = SilkMarshal.PtrToString((nint)basic.DeviceName) ?? "",
            Type = type,
            DriverName = properties.DriverName,
            DriverVersion = properties.DriverInfo.Length > 0 ? properties.DriverInfo : Version(basic.DriverVersion),
            ApiVersion = Version(basic.ApiVersion),
            MemoryBytes = DeviceMemory(api, device),
            Limits = limits,
            Traits = DeviceTraits.Of(limits, type, features.CooperativeMatrix),
            SubgroupOperations = Operations(properties.SubgroupOperations),
            CooperativeMatrix = features.CooperativeMatrix,
            TimelineSemaphores = features.Timeline,
            Timestamps = timestamps,
            Unusable = version < Vk.Version11 ? $"it has Vulkan {Version(version)}, but 1.1 is needed"
                : queue is null ? "it has no queue that computes" : null,
        };
        return new PhysicalDeviceFacts(
            device,
            info,
            extensions,
            $"{basic.VendorID:x8}-{basic.DeviceID:x8}-{basic.DriverVersion:x8}-{properties.DriverUuid}",
            basic.VendorID,
            queue?.family ?? 0,
            timestamps ? basic.Limits.TimestampPeriod : 0,
            queue?.timestampBits ?? 0,
            features.Storage8Bit,
            basic.Limits.NonCoherentAtomSize,
            core12);
    }

    private static VisionDeviceType TypeOf(PhysicalDeviceType type) => type switch
    {
        PhysicalDeviceType.DiscreteGpu => VisionDeviceType.DiscreteGpu,
        PhysicalDeviceType.IntegratedGpu => VisionDeviceType.IntegratedGpu,
        PhysicalDeviceType.VirtualGpu => VisionDeviceType.VirtualGpu,
        PhysicalDeviceType.Cpu => VisionDeviceType.Cpu,
        _ => VisionDeviceType.Other,
    };

    private static HashSet<string> Extensions(Vk api, PhysicalDevice device)
    {
        uint count = 0;
        api.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, null).Check("vkEnumerateDeviceExtensionProperties");
        var properties = new ExtensionProperties[count];
        var names = new HashSet<string>();
        fixed (ExtensionProperties* first = properties)
        {
            api.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, first).Check("vkEnumerateDeviceExtensionProperties");
            for (int i = 0; i < count; i++)
                names.Add(SilkMarshal.PtrToString((nint)first[i].ExtensionName)!);
        }
        return names;
    }

    private static Features ReadFeatures(Vk api, PhysicalDevice device, HashSet<string> extensions, bool core12)
    {
        // Only structures the device knows may be chained.
        void* chain = null;
        var storage16 = new PhysicalDevice16BitStorageFeatures { SType = StructureType.PhysicalDevice16BitStorageFeatures };
        chain = &storage16;
        var storage8 = new PhysicalDevice8BitStorageFeatures { SType = StructureType.PhysicalDevice8BitStorageFeatures };
        if (core12 || extensions.Contains(Storage8Extension))
        {
            storage8.PNext = chain;
            chain = &storage8;
        }
        var small = new PhysicalDeviceShaderFloat16Int8Features { SType = StructureType.PhysicalDeviceShaderFloat16Int8Features };
        if (core12 || extensions.Contains(Float16Int8Extension))
        {
            small.PNext = chain;
            chain = &small;
        }
        var timeline = new PhysicalDeviceTimelineSemaphoreFeatures { SType = StructureType.PhysicalDeviceTimelineSemaphoreFeatures };
        if (core12 || extensions.Contains(TimelineExtension))
        {
            timeline.PNext = chain;
            chain = &timeline;
        }
        var matrix = new PhysicalDeviceCooperativeMatrixFeaturesKHR { SType = StructureType.PhysicalDeviceCooperativeMatrixFeaturesKhr };
        if (extensions.Contains(CooperativeMatrixExtension))
        {
            matrix.PNext = chain;
            chain = &matrix;
        }
        var all = new PhysicalDeviceFeatures2 { SType = StructureType.PhysicalDeviceFeatures2, PNext = chain };
        api.GetPhysicalDeviceFeatures2(device, &all);
        return new Features(
            storage16.StorageBuffer16BitAccess, storage8.StorageBuffer8BitAccess, small.ShaderFloat16, small.ShaderInt8,
            timeline.TimelineSemaphore, matrix.CooperativeMatrix);
    }

    private static Properties ReadProperties(Vk api, PhysicalDevice device, HashSet<string> extensions, bool core12)
    {
        var id = new PhysicalDeviceIDProperties { SType = StructureType.PhysicalDeviceIDProperties };
        var subgroup = new PhysicalDeviceSubgroupProperties { SType = StructureType.PhysicalDeviceSubgroupProperties, PNext = &id };
        void* chain = &subgroup;
        var driver = new PhysicalDeviceDriverProperties { SType = StructureType.PhysicalDeviceDriverProperties };
        if (core12 || extensions.Contains(DriverExtension))
        {
            driver.PNext = chain;
            chain = &driver;
        }
        var version11 = new PhysicalDeviceVulkan11Properties { SType = StructureType.PhysicalDeviceVulkan11Properties };
        if (core12)
        {
            // Holds what the ID and subgroup structures hold, which must not be chained beside it.
            version11.PNext = &driver;
            driver.PNext = null;
            chain = &version11;
        }
        var all = new PhysicalDeviceProperties2 { SType = StructureType.PhysicalDeviceProperties2, PNext = chain };
        api.GetPhysicalDeviceProperties2(device, &all);
        byte* uuid = core12 ? version11.DriverUuid : id.DriverUuid;
        bool inCompute = ((core12 ? version11.SubgroupSupportedStages : subgroup.SupportedStages) & ShaderStageFlags.ComputeBit) != 0;
        return new Properties(
            SilkMarshal.PtrToString((nint)driver.DriverName) ?? "",
            SilkMarshal.PtrToString((nint)driver.DriverInfo) ?? "",
            string.Concat(new ReadOnlySpan<byte>(uuid, 16).ToArray().Select(b => b.ToString("x2"))),
            core12 ? version11.SubgroupSize : subgroup.SubgroupSize,
            !inCompute ? SubgroupFeatureFlags.None : core12 ? version11.SubgroupSupportedOperations : subgroup.SupportedOperations,
            core12 ? (long)Math.Min(version11.MaxMemoryAllocationSize, long.MaxValue) : 1L << 30);
    }

    private static DeviceLimits Limits(PhysicalDeviceProperties basic, Features features, Properties properties) => new()
    {
        MaxWorkgroupCount = (basic.Limits.MaxComputeWorkGroupCount[0], basic.Limits.MaxComputeWorkGroupCount[1]),
        MaxWorkgroupSize = Math.Min(basic.Limits.MaxComputeWorkGroupInvocations, basic.Limits.MaxComputeWorkGroupSize[0]),
        MaxSharedMemoryBytes = basic.Limits.MaxComputeSharedMemorySize,
        MaxStorageBufferRange = basic.Limits.MaxStorageBufferRange,
        // A kernel's first element is counted in elements of up to 16 bytes, so finer steps would gain nothing.
        StorageBufferAlignment = (uint)Math.Max(basic.Limits.MinStorageBufferOffsetAlignment, 16),
        TexelBufferAlignment = (uint)Math.Max(basic.Limits.MinTexelBufferOffsetAlignment, 16),
        MaxTexelBufferElements = basic.Limits.MaxTexelBufferElements,
        MaxAllocationBytes = properties.MaxAllocationBytes,
        SubgroupSize = Math.Max(properties.SubgroupSize, 1),
        SubgroupShuffle = (properties.SubgroupOperations & SubgroupFeatureFlags.ShuffleBit) != 0,
        Storage16Bit = features.Storage16Bit,
        ShaderFloat16 = features.ShaderFloat16,
        ShaderInt8 = features.ShaderInt8,
    };

    /// <summary>The queue families of a device.</summary>
    public static QueueFamilyProperties[] Families(Vk api, PhysicalDevice device)
    {
        uint count = 0;
        api.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        var families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
            api.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        return families;
    }

    /// <summary>How many bits of a time stamp count in a queue family.</summary>
    public static int TimestampBits(Vk api, PhysicalDevice device, int family) => (int)Families(api, device)[family].TimestampValidBits;

    private static (uint Family, int TimestampBits)? FindQueue(Vk api, PhysicalDevice device, int? wanted)
    {
        QueueFamilyProperties[] families = Families(api, device);
        int found = Array.FindIndex(families, f => (f.QueueFlags & QueueFlags.ComputeBit) != 0);
        if (wanted is { } index)
            found = index >= 0 && index < families.Length && (families[index].QueueFlags & QueueFlags.ComputeBit) != 0 ? index : -1;
        return found < 0 ? null : ((uint)found, (int)families[found].TimestampValidBits);
    }

    private static long DeviceMemory(Vk api, PhysicalDevice device)
    {
        PhysicalDeviceMemoryProperties memory;
        api.GetPhysicalDeviceMemoryProperties(device, &memory);
        MemoryHeap* heaps = &memory.MemoryHeaps.Element0;
        long bytes = 0;
        for (int i = 0; i < memory.MemoryHeapCount; i++)
            bytes += (heaps[i].Flags & MemoryHeapFlags.DeviceLocalBit) != 0 ? (long)heaps[i].Size : 0;
        return bytes;
    }

    private static ImmutableArray<string> Operations(SubgroupFeatureFlags flags)
    {
        (SubgroupFeatureFlags Flag, string Name)[] all =
        [
            (SubgroupFeatureFlags.BasicBit, "basic"),
            (SubgroupFeatureFlags.VoteBit, "vote"),
            (SubgroupFeatureFlags.ArithmeticBit, "arithmetic"),
            (SubgroupFeatureFlags.BallotBit, "ballot"),
            (SubgroupFeatureFlags.ShuffleBit, "shuffle"),
            (SubgroupFeatureFlags.ShuffleRelativeBit, "shuffle relative"),
            (SubgroupFeatureFlags.ClusteredBit, "clustered"),
            (SubgroupFeatureFlags.QuadBit, "quad"),
        ];
        return [.. all.Where(o => (flags & o.Flag) != 0).Select(o => o.Name)];
    }

    private static string Version(uint version) => ((Version32)version) is var v ? $"{v.Major}.{v.Minor}.{v.Patch}" : "";

    private readonly record struct Features(bool Storage16Bit, bool Storage8Bit, bool ShaderFloat16, bool ShaderInt8, bool Timeline, bool CooperativeMatrix);

    private sealed record Properties(
        string DriverName, string DriverInfo, string DriverUuid, uint SubgroupSize, SubgroupFeatureFlags SubgroupOperations, long MaxAllocationBytes)
    {
        public static readonly Properties None = new("", "", "", 1, SubgroupFeatureFlags.None, 1L << 30);
    }
}
