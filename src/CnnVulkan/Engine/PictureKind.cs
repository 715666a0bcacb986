namespace CnnVulkan.Engine;

/// <summary>What must be prepared for to look at a picture.</summary>
/// <param name="Width">Columns that are looked at; 0 where there is no picture yet, nor one expected.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsOnCpu">Whether it comes from CPU memory.</param>
/// <param name="Format">Else how its image stores texels.</param>
/// <param name="Encoding">And what they mean.</param>
internal readonly record struct PictureKind(int Width, int Height, bool IsOnCpu, HostImageFormat Format, HostImageEncoding Encoding)
{
    /// <summary>That of an image.</summary>
    public static PictureKind Of(in HostImage image) => new(image.Part.Width, image.Part.Height, false, image.Format, image.Encoding);

    /// <summary>That of pixels.</summary>
    public static PictureKind Of(in ImageView pixels) => new(pixels.Width, pixels.Height, true, default, default);
}
