namespace CnnVulkan;

/// <summary>A rectangle of pixels; it may reach past the picture it lies on.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelArea(int Left, int Top, int Width, int Height)
{
    /// <summary>The column past the last.</summary>
    public int Right => Left + Width;

    /// <summary>The row past the last.</summary>
    public int Bottom => Top + Height;

    /// <summary>What of it lies on a picture of the given size; of width or height 0 where nothing does.</summary>
    public PixelArea Within(int width, int height)
    {
        int left = Math.Clamp(Left, 0, width), top = Math.Clamp(Top, 0, height);
        return new PixelArea(left, top, Math.Clamp(Right, left, width) - left, Math.Clamp(Bottom, top, height) - top);
    }

    /// <summary>Such as <c>11×11 at (4, -2)</c>.</summary>
    public override string ToString() => $"{Width}×{Height} at ({Left}, {Top})";
}
