namespace CnnVulkan.Vulkan;

/// <summary>Decides which device to use: the one asked for by index or part of its name, else the kind that is likely fastest.</summary>
internal static class DeviceChoice
{
    /// <param name="devices">The devices of this machine, in Vulkan's order.</param>
    /// <param name="wanted">An index, or part of a name in any case; null or empty for the default.</param>
    /// <exception cref="NoVulkanDeviceException">No device fits; lists those that are there.</exception>
    public static VisionDeviceInfo Choose(IReadOnlyList<VisionDeviceInfo> devices, string? wanted)
    {
        if (devices.Count == 0)
        {
            throw new NoVulkanDeviceException("Vulkan found no device. Install a driver (Debian, Ubuntu: apt install mesa-vulkan-drivers, "
                + "which also runs without a GPU; else the GPU maker's driver), or point VK_ICD_FILENAMES at its manifest.");
        }
        VisionDeviceInfo[] fitting = string.IsNullOrEmpty(wanted) ? [.. devices] : Matching(devices, wanted!);
        if (fitting.Length == 0)
            throw new NoVulkanDeviceException($"No Vulkan device matches '{wanted}'. Found: {List(devices)}. Give an index or part of a name (CNNVULKAN_DEVICE, --device).");
        VisionDeviceInfo? best = fitting.Where(d => d.Unusable is null).OrderBy(d => Rank(d.Type)).FirstOrDefault();
        return best ?? throw new NoVulkanDeviceException($"No Vulkan device can be used. Found: {List(fitting)}. Update the driver.");
    }

    private static VisionDeviceInfo[] Matching(IReadOnlyList<VisionDeviceInfo> devices, string wanted)
        => int.TryParse(wanted, out int index)
            ? devices.Where(d => d.Index == index).ToArray()
            : devices.Where(d => d.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToArray();

    private static int Rank(VisionDeviceType type) => type switch
    {
        VisionDeviceType.DiscreteGpu => 0,
        VisionDeviceType.IntegratedGpu => 1,
        VisionDeviceType.VirtualGpu => 2,
        VisionDeviceType.Cpu => 3,
        _ => 4,
    };

    private static string List(IReadOnlyList<VisionDeviceInfo> devices)
        => string.Join(", ", devices.Select(d => $"{d.Index}: {d.Name}{(d.Unusable is null ? "" : $" ({d.Unusable})")}"));
}
