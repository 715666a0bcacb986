namespace CnnVulkan.Demo.Sources;

/// <summary>A picture in CPU memory that is filled again and again: rows from the top, RGBA8 without gaps.</summary>
internal sealed class PixelFrame
{
    /// <summary>Bytes of a pixel.</summary>
    public const int BytesPerPixel = 4;

    private byte[] _bytes = [];

    /// <summary>Pixels per row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Which picture of its source it is, from 0.</summary>
    public long Number { get; set; }

    /// <summary>The bytes of the pixels.</summary>
    public Span<byte> Pixels => _bytes.AsSpan(0, Width * Height * BytesPerPixel);

    /// <summary>Makes room; memory is only allocated for a picture larger than all before.</summary>
    public void Resize(int width, int height)
    {
        int size = checked(width * height * BytesPerPixel);
        if (_bytes.Length < size)
            _bytes = new byte[size];
        (Width, Height) = (width, height);
    }
}
