namespace SixLabors.ImageSharp;

/// <summary>What the header of a picture file says.</summary>
internal sealed class ImageInfo
{
    internal ImageInfo(Size size) => Size = size;

    public Size Size { get; }

    public int Width => Size.Width;

    public int Height => Size.Height;
}
