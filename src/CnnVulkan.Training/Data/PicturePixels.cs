namespace CnnVulkan.Training;

/// <summary>
/// A decoded picture: rows from the top without gaps, per pixel <see cref="Channels"/> bytes side by side, because an augmentation reads
/// all channels of a place with one address.
/// </summary>
public readonly struct PicturePixels
{
    /// <summary>Describes a picture.</summary>
    /// <param name="bytes">At least width × height × channels; not copied.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <exception cref="ArgumentException">The extents are not positive, the channels neither 1 nor 3, or there are too few bytes.</exception>
    public PicturePixels(ReadOnlyMemory<byte> bytes, int width, int height, int channels)
    {
        if (width <= 0 || height <= 0 || channels is not (1 or 3))
            throw new ArgumentException($"A picture of {width}×{height} pixels with {channels} channels cannot be; channels are 1 or 3.");
        if ((long)width * height * channels > bytes.Length)
            throw new ArgumentException($"A picture of {width}×{height} pixels with {channels} channels needs {(long)width * height * channels:N0} bytes, not {bytes.Length:N0}.");
        Bytes = bytes;
        Width = width;
        Height = height;
        Channels = channels;
    }

    /// <summary>The pixels.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }
}
