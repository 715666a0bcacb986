using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>Refuses what a host cannot have meant, before a driver would crash on it. All that is wrong is told at once.</summary>
internal static class BorrowCheck
{
    private static readonly (VulkanFeatures Feature, string Name, string? Extension)[] Features =
    [
        (VulkanFeatures.TimelineSemaphore, "timelineSemaphore", PhysicalDeviceReader.TimelineExtension),
        (VulkanFeatures.StorageBuffer16BitAccess, "storageBuffer16BitAccess", null),
        (VulkanFeatures.ShaderFloat16, "shaderFloat16", PhysicalDeviceReader.Float16Int8Extension),
    ];

    /// <exception cref="ArgumentException">Handles are null.</exception>
    public static void Handles(BorrowedHandles handles)
    {
        var wrong = new List<string>();
        Require(handles.Instance, nameof(handles.Instance));
        Require(handles.PhysicalDevice, nameof(handles.PhysicalDevice));
        Require(handles.Device, nameof(handles.Device));
        if (handles.Queues is not { Count: > 0 })
            wrong.Add("Queues is empty");
        else if (handles.Queues.Any(q => q is null))
            wrong.Add("Queues holds a null");
        if (handles.ApiVersion is null)
            wrong.Add("ApiVersion is null");
        if (handles.EnabledExtensions is null)
            wrong.Add("EnabledExtensions is null");
        Throw(wrong);

        void Require(nint handle, string name)
        {
            if (handle == 0)
                wrong.Add($"{name} is null");
        }
    }

    /// <exception cref="ArgumentException">The host says what the device is not, or cannot have enabled.</exception>
    /// <exception cref="UnsupportedDeviceException">The device, as the host made it, is below Vulkan 1.1.</exception>
    public static void Device(PhysicalDeviceFacts facts, Vk api, BorrowedHandles handles)
    {
        VisionDeviceInfo info = facts.Info;
        var wrong = new List<string>();
        QueueFamilyProperties[] families = PhysicalDeviceReader.Families(api, facts.Handle);
        for (int i = 0; i < handles.Queues.Count; i++)
        {
            BorrowedQueue queue = handles.Queues[i];
            if (queue.FamilyIndex < 0 || queue.FamilyIndex >= families.Length)
                wrong.Add($"Queues[{i}] is of family {queue.FamilyIndex}, and {info.Name} has {families.Length}");
            else if ((families[queue.FamilyIndex].QueueFlags & QueueFlags.ComputeBit) == 0)
                wrong.Add($"Queues[{i}] is of family {queue.FamilyIndex}, which does not compute");
            else if (queue.Index < 0 || queue.Index >= families[queue.FamilyIndex].QueueCount)
                wrong.Add($"Queues[{i}] is number {queue.Index} of family {queue.FamilyIndex}, which has {families[queue.FamilyIndex].QueueCount}");
        }
        foreach ((VulkanFeatures feature, string name, string? extension) in Features)
        {
            if ((handles.EnabledFeatures & feature) == 0)
                continue;
            if (!Has(feature, info))
                wrong.Add($"{name} is said to be enabled, and {info.Name} does not have it");
            else if (extension is not null && !facts.CoreVersion12 && !handles.EnabledExtensions.Contains(extension))
                wrong.Add($"{name} is said to be enabled, but its extension {extension} is not among EnabledExtensions, and Vulkan {handles.ApiVersion} does not have it without");
        }
        if (info.Unusable is not null && wrong.Count == 0)
            throw new UnsupportedDeviceException($"{info.Name} cannot be borrowed: {info.Unusable}. The host says it created its instance for Vulkan {handles.ApiVersion}.");
        if (info.Unusable is not null)
            wrong.Add(info.Unusable);
        Throw(wrong);
    }

    private static bool Has(VulkanFeatures feature, VisionDeviceInfo info) => feature switch
    {
        VulkanFeatures.TimelineSemaphore => info.TimelineSemaphores,
        VulkanFeatures.StorageBuffer16BitAccess => info.Limits.Storage16Bit,
        VulkanFeatures.ShaderFloat16 => info.Limits.ShaderFloat16,
        _ => true,
    };

    private static void Throw(List<string> wrong)
    {
        if (wrong.Count > 0)
            throw new ArgumentException($"The BorrowedHandles cannot be used: {string.Join("; ", wrong)}.", "handles");
    }
}
