using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>Creates the <c>VkDevice</c> with what drawing and the library can use of it.</summary>
/// <param name="Handle">The device.</param>
/// <param name="Storage16Bit">Whether 16-bit numbers in storage buffers are enabled.</param>
/// <param name="ShaderFloat16">Whether 16-bit arithmetic is enabled.</param>
/// <param name="Anisotropy">The most samples of anisotropic filtering; 1 where there is none.</param>
internal sealed record LogicalDevice(Device Handle, bool Storage16Bit, bool ShaderFloat16, float Anisotropy)
{
    private const string PortabilitySubset = "VK_KHR_portability_subset";

    public static unsafe LogicalDevice Create(VulkanInstance instance, PhysicalDeviceChoice choice, bool presents)
    {
        var available12 = new PhysicalDeviceVulkan12Features { SType = StructureType.PhysicalDeviceVulkan12Features };
        var available11 = new PhysicalDeviceVulkan11Features { SType = StructureType.PhysicalDeviceVulkan11Features, PNext = &available12 };
        var available = new PhysicalDeviceFeatures2 { SType = StructureType.PhysicalDeviceFeatures2, PNext = &available11 };
        instance.Api.GetPhysicalDeviceFeatures2(choice.Device, &available);
        PhysicalDeviceProperties properties;
        instance.Api.GetPhysicalDeviceProperties(choice.Device, &properties);

        // The library needs timeline semaphores and makes use of 16-bit storage.
        var features12 = new PhysicalDeviceVulkan12Features
        {
            SType = StructureType.PhysicalDeviceVulkan12Features,
            TimelineSemaphore = true,
            ShaderFloat16 = available12.ShaderFloat16,
        };
        var features11 = new PhysicalDeviceVulkan11Features
        {
            SType = StructureType.PhysicalDeviceVulkan11Features,
            PNext = &features12,
            StorageBuffer16BitAccess = available11.StorageBuffer16BitAccess,
        };
        var features = new PhysicalDeviceFeatures { SamplerAnisotropy = available.Features.SamplerAnisotropy };
        var extensions = new List<string>();
        if (presents)
            extensions.Add(KhrSwapchain.ExtensionName);
        if (instance.Api.IsDeviceExtensionPresent(choice.Device, PortabilitySubset))
            extensions.Add(PortabilitySubset);
        using var names = new Utf8Names(extensions);
        float priority = 1;
        var queue = new DeviceQueueCreateInfo
        {
            SType = StructureType.DeviceQueueCreateInfo,
            QueueFamilyIndex = choice.QueueFamily,
            QueueCount = 1,
            PQueuePriorities = &priority,
        };
        var info = new DeviceCreateInfo
        {
            SType = StructureType.DeviceCreateInfo,
            PNext = &features11,
            QueueCreateInfoCount = 1,
            PQueueCreateInfos = &queue,
            EnabledExtensionCount = names.Count,
            PpEnabledExtensionNames = names.Pointer,
            PEnabledFeatures = &features,
        };
        instance.Api.CreateDevice(choice.Device, &info, null, out Device handle).Check($"vkCreateDevice ({choice.Name})");
        return new LogicalDevice(
            handle,
            features11.StorageBuffer16BitAccess,
            features12.ShaderFloat16,
            features.SamplerAnisotropy ? properties.Limits.MaxSamplerAnisotropy : 1);
    }
}
