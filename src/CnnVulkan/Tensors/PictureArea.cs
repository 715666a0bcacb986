namespace CnnVulkan;

/// <summary>A part of a picture, in fractions of it from its upper left corner.</summary>
/// <param name="Left">Where it begins from the left, 0 to 1.</param>
/// <param name="Top">Where it begins from the top.</param>
/// <param name="Width">How wide it is.</param>
/// <param name="Height">How high it is.</param>
public readonly record struct PictureArea(float Left, float Top, float Width, float Height)
{
    /// <summary>The whole picture.</summary>
    public static PictureArea Whole { get; } = new(0, 0, 1, 1);
}
