using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// Keeps a network ready for the picture that it looks at: prepared for when it is another than before, forgotten when frames that read it have
/// finished.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="prepare">Makes ready for an image.</param>
/// <param name="forget">Frees what was made for one.</param>
internal sealed class PreparedImage(GraphicsDevice device, PreparedImage.Preparation prepare, Action<ulong> forget)
{
    private GraphicsImage? _picture;

    public delegate void Preparation(in HostImage image);

    /// <summary>The picture as the library takes it, prepared for.</summary>
    public HostImage Of(GraphicsImage picture)
    {
        HostImage image = picture.AsPicture();
        if (picture == _picture)
            return image;
        if (_picture is { } before)
            device.Retire(new ForgottenImage(forget, before.Image.Handle));
        _picture = picture;
        prepare(image);
        return image;
    }
}
