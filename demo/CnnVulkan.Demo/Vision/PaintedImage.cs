using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Vision;

/// <summary>An image that the library draws on and the overlay samples: transparent before the first time.</summary>
internal static unsafe class PaintedImage
{
    /// <summary>Makes one and waits: for set-up.</summary>
    public static GraphicsImage Make(GraphicsDevice device, string name, int size)
    {
        var image = new GraphicsImage(
            device, name, size, size, Format.R8G8B8A8Unorm,
            ImageUsageFlags.SampledBit | ImageUsageFlags.StorageBit | ImageUsageFlags.TransferSrcBit | ImageUsageFlags.TransferDstBit);
        try
        {
            device.RunOnce(commands =>
            {
                image.Transition(commands, ImageLayout.TransferDstOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, discard: true);
                var color = new ClearColorValue();
                var all = new ImageSubresourceRange { AspectMask = ImageAspectFlags.ColorBit, LevelCount = 1, LayerCount = 1 };
                device.Vk.CmdClearColorImage(commands, image.Image, ImageLayout.TransferDstOptimal, &color, 1, &all);
                image.ReadInShaders(commands);
            });
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>It as the library takes it: which leaves it as the overlay samples it.</summary>
    public static HostImage AsTarget(this GraphicsImage image) => new(image.Image.Handle, image.Width, image.Height, HostImageFormat.Rgba8, (int)image.Layout);

    /// <summary>A picture as the library takes it, to look at.</summary>
    public static HostImage AsPicture(this GraphicsImage image) => new(image.Image.Handle, image.Width, image.Height, (HostImageFormat)(int)image.Format, (int)image.Layout);
}
