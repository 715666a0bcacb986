using Silk.NET.Vulkan;
using VkImageView = Silk.NET.Vulkan.ImageView;

namespace CnnVulkan.Vulkan;

/// <summary>How a shader sees one mip level of one array layer of a host's image.</summary>
internal sealed unsafe class GpuImageView : IDisposable
{
    private readonly VulkanDevice _device;
    private VkImageView _handle;

    /// <param name="device">The device.</param>
    /// <param name="image">The image; a host's, which outlives this.</param>
    /// <param name="format">The format it is read in: its own, or that of one of its planes.</param>
    /// <param name="aspect">Its colours, or one plane.</param>
    /// <param name="mipLevel">The mip level.</param>
    /// <param name="arrayLayer">The array layer.</param>
    public GpuImageView(VulkanDevice device, ulong image, Format format, ImageAspectFlags aspect, int mipLevel, int arrayLayer)
    {
        _device = device;
        var info = new ImageViewCreateInfo
        {
            SType = StructureType.ImageViewCreateInfo,
            Image = new Image { Handle = image },
            ViewType = ImageViewType.Type2D,
            Format = format,
            SubresourceRange = new ImageSubresourceRange { AspectMask = aspect, BaseMipLevel = (uint)mipLevel, LevelCount = 1, BaseArrayLayer = (uint)arrayLayer, LayerCount = 1 },
        };
        FaultInjection.Before("vkCreateImageView");
        device.Api.CreateImageView(device.Handle, &info, null, out _handle).Check("vkCreateImageView");
        device.Objects.Add();
    }

    public VkImageView Handle => _handle;

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyImageView(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }
}
