using System;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>How to write a JPEG file.</summary>
internal sealed class JpegEncoder
{
    private readonly int? _quality;

    /// <summary>From 1 to 100; 75 if null.</summary>
    public int? Quality
    {
        get => _quality;
        init => _quality = value is null or (>= 1 and <= 100)
            ? value
            : throw new ArgumentException("Quality factor must be in [1..100] range.");
    }
}
