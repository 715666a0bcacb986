namespace CnnVulkan;

/// <summary>How a picture is resized; the numbers are Pillow's, which preprocessor files use. Shrinking widens each filter by the scale.</summary>
public enum Resample
{
    /// <summary>The nearest pixel; no smoothing at all.</summary>
    Nearest = 0,

    /// <summary>A triangle of radius 1.</summary>
    Bilinear = 2,

    /// <summary>A cubic of radius 2 with a = -0.5, as Pillow has it.</summary>
    Bicubic = 3,

    /// <summary>The mean of the pixels covered.</summary>
    Box = 4,
}
