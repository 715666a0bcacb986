using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Graphics;

/// <summary>Copies a picture to the CPU: for screenshots and tests, never in a frame.</summary>
internal static class PixelReader
{
    /// <summary>The pixels, 4 bytes each, row by row. Waits for the GPU.</summary>
    public static byte[] Read(GraphicsDevice device, GraphicsImage image)
    {
        using var buffer = new GraphicsBuffer(
            device, $"{image.Name}/read", (ulong)image.Width * (ulong)image.Height * 4, BufferUsageFlags.TransferDstBit, hostVisible: true);
        device.RunOnce(commands =>
        {
            ImageLayout before = image.Layout;
            image.Download(commands, buffer, 0);
            // Whoever uses it next may not know that it was read.
            if (before == ImageLayout.ShaderReadOnlyOptimal)
                image.ReadInShaders(commands);
        });
        return buffer.Mapped.ToArray();
    }
}
