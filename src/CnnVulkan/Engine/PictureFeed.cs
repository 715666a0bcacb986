namespace CnnVulkan.Engine;

/// <summary>What makes a network's input of pictures of one size, from the GPU or the CPU.</summary>
internal sealed class PictureFeed : IDisposable
{
    /// <exception cref="CnnVulkanException">Pictures of that size cannot be prepared for.</exception>
    public PictureFeed(VisionDevice device, Preprocessing preprocessing, Precision precision, int queue, PictureKind kind)
    {
        Kind = kind;
        Converter = new TextureConverter(device, preprocessing, precision, queue);
        try
        {
            // What pictures of this size need is compiled and allocated here, not in a frame.
            if (kind.IsOnCpu)
                Converter.PrepareUpload(kind.Width, kind.Height);
            else
                Converter.PrepareKind(kind.Width, kind.Height, kind.Format, kind.Encoding);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The pictures.</summary>
    public PictureKind Kind { get; }

    public TextureConverter Converter { get; }

    public void Dispose() => Converter.Dispose();
}
