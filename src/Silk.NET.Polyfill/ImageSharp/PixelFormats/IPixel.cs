using System;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A colour of one pixel as it lies in memory.</summary>
internal interface IPixel<TSelf> : IEquatable<TSelf>
    where TSelf : unmanaged, IPixel<TSelf>
{
    void FromRgba32(Rgba32 source);

    void ToRgba32(ref Rgba32 dest);
}
