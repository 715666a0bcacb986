using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Sources;

/// <summary>An image on the GPU that shows pixels of the CPU, and the memory through which they get there.</summary>
internal sealed class UploadedPicture(GraphicsDevice device, string name) : IDisposable
{
    /// <summary>One for each frame that may be in flight: the GPU may still read the one of the frame before.</summary>
    private readonly GraphicsBuffer?[] _staging = new GraphicsBuffer?[FrameContext.FramesInFlight];

    /// <summary>The image; null before the first picture.</summary>
    public GraphicsImage? Image { get; private set; }

    /// <summary>How many pictures there were.</summary>
    public long Version { get; private set; }

    /// <summary>Records the copy of a picture into the image, which is another one if the size has changed.</summary>
    public GraphicsImage Record(FrameContext frame, PixelFrame pixels)
    {
        GraphicsBuffer staging = Staging(frame.Slot, pixels.Pixels.Length);
        pixels.Pixels.CopyTo(staging.Mapped);
        GraphicsImage image = Fitting(pixels.Width, pixels.Height);
        image.Upload(frame.Commands, staging, 0);
        Version++;
        return image;
    }

    /// <summary>Gives everything back once no frame uses it.</summary>
    public void Dispose()
    {
        Retire(Image);
        Image = null;
        for (int slot = 0; slot < _staging.Length; slot++)
        {
            Retire(_staging[slot]);
            _staging[slot] = null;
        }
    }

    private GraphicsBuffer Staging(int slot, int size)
    {
        if (_staging[slot] is { } fitting && fitting.Size >= (ulong)size)
            return fitting;
        // All at once: a later frame must not be late for it.
        for (int i = 0; i < _staging.Length; i++)
        {
            Retire(_staging[i]);
            _staging[i] = null;
            _staging[i] = new GraphicsBuffer(device, $"{name} staging {i}", (ulong)size, BufferUsageFlags.TransferSrcBit, hostVisible: true);
        }
        return _staging[slot]!;
    }

    private GraphicsImage Fitting(int width, int height)
    {
        if (Image is not { } image || image.Width != width || image.Height != height)
        {
            Retire(Image);
            Image = image = new GraphicsImage(device, name, width, height, Format.R8G8B8A8Unorm,
                ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit);
        }
        return image;
    }

    private void Retire(IDisposable? used)
    {
        if (used is not null)
            device.Retire(used);
    }
}
