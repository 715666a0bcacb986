namespace CnnVulkan.Demo.Sources.Pictures;

/// <summary>How the stored rows of a photo lie on the upright picture; the values are EXIF's (tag 0x0112).</summary>
internal enum Orientation
{
    Upright = 1,
    Mirrored = 2,
    UpsideDown = 3,
    UpsideDownMirrored = 4,
    LeftMirrored = 5,
    Right = 6,
    RightMirrored = 7,
    Left = 8,
}
