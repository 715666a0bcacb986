using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>What <see cref="PictureKernels"/> draw on: the descriptors of an image of a host.</summary>
internal sealed unsafe class PictureTarget : IDisposable
{
    private readonly GpuImageView _view;
    private readonly GpuDescriptorPool? _pool;

    /// <param name="device">The device.</param>
    /// <param name="layout">The shaders' layout; this is its set 2.</param>
    /// <param name="image">The image; outlives this.</param>
    /// <exception cref="ArgumentException">It cannot be drawn on: says why.</exception>
    public PictureTarget(VisionDevice device, GpuPipelineLayout layout, in HostImage image)
    {
        image.CheckTarget();
        Key = KeyOf(image);
        FormatProperties properties;
        var format = (Format)(int)image.Format;
        device.Vulkan.Api.GetPhysicalDeviceFormatProperties(device.Vulkan.Facts.Handle, format, &properties);
        if ((properties.OptimalTilingFeatures & FormatFeatureFlags.StorageImageBit) == 0)
            throw new ArgumentException($"{device.Name} cannot write images of format {image.Format} in compute shaders.");
        _view = new GpuImageView(device.Vulkan, image.Image, format, ImageAspectFlags.ColorBit, image.MipLevel, image.ArrayLayer);
        try
        {
            _pool = new GpuDescriptorPool(device.Vulkan, sets: 1, storageBuffers: 0, texelBuffers: 0, storageImages: 1);
            Set = _pool.Allocate(layout, 2, [_view.Handle], ImageLayout.General);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DescriptorSet Set { get; }

    /// <summary>What it was made for.</summary>
    public (ulong Image, int MipLevel, int ArrayLayer) Key { get; }

    /// <summary>What must be the same of two images for one to do for both.</summary>
    public static (ulong Image, int MipLevel, int ArrayLayer) KeyOf(in HostImage image) => (image.Image, image.MipLevel, image.ArrayLayer);

    public void Dispose()
    {
        _pool?.Dispose();
        _view.Dispose();
    }
}
