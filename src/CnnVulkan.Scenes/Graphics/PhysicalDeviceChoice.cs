using CnnVulkan.Vulkan;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>The device to draw and compute on, and its queue family: one queue that draws, computes and shows pictures in the window.</summary>
internal sealed record PhysicalDeviceChoice(PhysicalDevice Device, string Name, PhysicalDeviceType Type, uint QueueFamily)
{
    /// <param name="instance">The instance.</param>
    /// <param name="surface">The window's surface; a null handle to draw without a window.</param>
    /// <param name="name">Part of the wanted device's name; null for the fastest kind.</param>
    /// <exception cref="NoVulkanDeviceException">No device fits; says which there are and what they lack.</exception>
    public static unsafe PhysicalDeviceChoice Choose(VulkanInstance instance, SurfaceKHR surface, string? name)
    {
        name ??= Environment.GetEnvironmentVariable("CNNVULKAN_DEVICE");
        var fitting = new List<PhysicalDeviceChoice>();
        var others = new List<string>();
        foreach (PhysicalDevice device in instance.PhysicalDevices())
        {
            PhysicalDeviceProperties properties;
            instance.Api.GetPhysicalDeviceProperties(device, &properties);
            string found = SilkMarshal.PtrToString((nint)properties.DeviceName) ?? "";
            uint? family = FindQueue(instance, device, surface);
            if (properties.ApiVersion < Vk.Version12)
                others.Add($"{found} (older than Vulkan 1.2)");
            else if (family is null)
                others.Add($"{found} (no queue that draws{(surface.Handle == 0 ? "" : " into this window")} and computes)");
            else if (!Matches(name, found, fitting.Count + others.Count))
                others.Add($"{found} (not the one asked for)");
            else
                fitting.Add(new PhysicalDeviceChoice(device, found, properties.DeviceType, family.Value));
        }
        return fitting.OrderBy(d => Rank(d.Type)).FirstOrDefault() ?? throw new NoVulkanDeviceException(
            others.Count == 0
                ? "There is no Vulkan device on this machine. Install a driver (Debian, Ubuntu: apt install mesa-vulkan-drivers)."
                : $"No Vulkan device of this machine fits: {string.Join(", ", others)}.");
    }

    private static bool Matches(string? wanted, string name, int index)
        => string.IsNullOrEmpty(wanted) || name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || (int.TryParse(wanted, out int number) && number == index);

    private static int Rank(PhysicalDeviceType type) => type switch
    {
        PhysicalDeviceType.DiscreteGpu => 0,
        PhysicalDeviceType.IntegratedGpu => 1,
        PhysicalDeviceType.VirtualGpu => 2,
        PhysicalDeviceType.Cpu => 3,
        _ => 4,
    };

    private static unsafe uint? FindQueue(VulkanInstance instance, PhysicalDevice device, SurfaceKHR surface)
    {
        const QueueFlags Needed = QueueFlags.GraphicsBit | QueueFlags.ComputeBit;
        uint count = 0;
        instance.Api.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        var families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
            instance.Api.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        if (surface.Handle == 0)
            return Array.FindIndex(families, f => (f.QueueFlags & Needed) == Needed) is >= 0 and var found ? (uint)found : null;
        if (!instance.Api.TryGetInstanceExtension(instance.Handle, out KhrSurface surfaces)
            || !instance.Api.IsDeviceExtensionPresent(device, KhrSwapchain.ExtensionName))
        {
            return null;
        }
        for (uint i = 0; i < count; i++)
        {
            surfaces.GetPhysicalDeviceSurfaceSupport(device, i, surface, out Silk.NET.Core.Bool32 presents).Check("vkGetPhysicalDeviceSurfaceSupportKHR");
            if (presents && (families[i].QueueFlags & Needed) == Needed)
                return i;
        }
        return null;
    }
}
