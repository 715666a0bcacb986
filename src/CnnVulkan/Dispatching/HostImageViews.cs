using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using VkImageView = Silk.NET.Vulkan.ImageView;

namespace CnnVulkan.Dispatching;

/// <summary>What <c>host_image_rows</c> is bound to for one image of a host.</summary>
internal sealed unsafe class HostImageViews : IDisposable
{
    private readonly Stack<IDisposable> _owned = new();

    /// <param name="device">The device.</param>
    /// <param name="layout">The shader's layout; this is its set 0.</param>
    /// <param name="image">The image; outlives this.</param>
    /// <exception cref="ArgumentException">The device cannot sample its format.</exception>
    public HostImageViews(VisionDevice device, GpuPipelineLayout layout, in HostImage image)
    {
        Key = KeyOf(image);
        HostImageTexels texels = HostImageTexels.Of(image.Format);
        bool isSplit = texels.Planes == 2 && image.Chroma == 0;
        Format luma = texels.Planes == 2 ? Format.R8Unorm : (Format)(int)image.Format;
        Check(device, luma, image.Format);
        try
        {
            // The one that a shader does not read must be bound all the same.
            VkImageView first = View(image.Image, luma, isSplit ? ImageAspectFlags.Plane0Bit : ImageAspectFlags.ColorBit, image);
            VkImageView second = texels.Planes == 1 ? first
                : View(isSplit ? image.Image : image.Chroma, Format.R8G8Unorm, isSplit ? ImageAspectFlags.Plane1Bit : ImageAspectFlags.ColorBit, image);
            GpuDescriptorPool pool = Own(new GpuDescriptorPool(device.Vulkan, sets: 1, storageBuffers: 0, texelBuffers: 0, sampledImages: 2));
            Set = pool.Allocate(layout, 0, [first, second], LayoutOf(image.Layout));
        }
        catch
        {
            Dispose();
            throw;
        }

        VkImageView View(ulong handle, Format format, ImageAspectFlags aspect, in HostImage of) => Own(new GpuImageView(device.Vulkan, handle, format, aspect, of.MipLevel, of.ArrayLayer)).Handle;
    }

    public DescriptorSet Set { get; }

    /// <summary>The run that reads it, the last one: it is not freed before that has ended.</summary>
    public VisionRun LastRun { get; set; }

    /// <summary>What it was made for.</summary>
    public (ulong Image, ulong Chroma, HostImageFormat Format, int MipLevel, int ArrayLayer, bool IsGeneral) Key { get; }

    /// <summary>What must be the same of two images for one to do for both.</summary>
    public static (ulong Image, ulong Chroma, HostImageFormat Format, int MipLevel, int ArrayLayer, bool IsGeneral) KeyOf(in HostImage image)
        => (image.Image, image.Chroma, image.Format, image.MipLevel, image.ArrayLayer, LayoutOf(image.Layout) == ImageLayout.General);

    /// <summary>The layout that an image is sampled in.</summary>
    public static ImageLayout LayoutOf(int given) => (ImageLayout)given == ImageLayout.General ? ImageLayout.General : ImageLayout.ShaderReadOnlyOptimal;

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private static void Check(VisionDevice device, Format format, HostImageFormat given)
    {
        FormatProperties properties;
        device.Vulkan.Api.GetPhysicalDeviceFormatProperties(device.Vulkan.Facts.Handle, format, &properties);
        if ((properties.OptimalTilingFeatures & FormatFeatureFlags.SampledImageBit) == 0)
            throw new ArgumentException($"{device.Name} cannot sample images of format {given}. Blit or convert it to {HostImageFormat.Rgba8}.");
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
