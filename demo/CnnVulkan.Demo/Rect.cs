namespace CnnVulkan.Demo;

/// <summary>An upright rectangle; the overlay's are in logical pixels, which are pixels divided by the display's scale.</summary>
internal readonly record struct Rect(float X, float Y, float Width, float Height)
{
    /// <summary>A part of a picture, in fractions of it.</summary>
    public static implicit operator Rect(PictureArea area) => new(area.Left, area.Top, area.Width, area.Height);

    public float Right => X + Width;

    public float Bottom => Y + Height;

    public float CenterX => X + Width / 2;

    public float CenterY => Y + Height / 2;

    public bool IsEmpty => Width <= 0 || Height <= 0;

    public bool Contains(float x, float y) => x >= X && y >= Y && x < Right && y < Bottom;

    public bool Contains(Rect other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    /// <summary>True if both share an area; touching edges do not count.</summary>
    public bool Overlaps(Rect other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public Rect Inset(float all) => Inset(all, all);

    public Rect Inset(float horizontal, float vertical) =>
        new(X + horizontal, Y + vertical, MathF.Max(0, Width - 2 * horizontal), MathF.Max(0, Height - 2 * vertical));

    public Rect Offset(float x, float y) => new(X + x, Y + y, Width, Height);

    public Rect Intersect(Rect other)
    {
        float x = MathF.Max(X, other.X), y = MathF.Max(Y, other.Y);
        return new(x, y, MathF.Max(0, MathF.Min(Right, other.Right) - x), MathF.Max(0, MathF.Min(Bottom, other.Bottom) - y));
    }

    // The rest may be written over the very rectangle that is cut: it is assigned last.

    /// <summary>The part of the given height at the top; <paramref name="rest"/> is what lies below it.</summary>
    public Rect CutTop(float height, out Rect rest)
    {
        Rect cut = this with { Height = MathF.Min(height, Height) };
        rest = new(X, Y + cut.Height, Width, Height - cut.Height);
        return cut;
    }

    /// <summary>The part of the given width at the left; <paramref name="rest"/> is what lies right of it.</summary>
    public Rect CutLeft(float width, out Rect rest)
    {
        Rect cut = this with { Width = MathF.Min(width, Width) };
        rest = new(X + cut.Width, Y, Width - cut.Width, Height);
        return cut;
    }

    /// <summary>The part of the given width at the right; <paramref name="rest"/> is what lies left of it.</summary>
    public Rect CutRight(float width, out Rect rest)
    {
        float kept = Width - MathF.Min(width, Width);
        var cut = new Rect(X + kept, Y, Width - kept, Height);
        rest = this with { Width = kept };
        return cut;
    }

    /// <summary>The largest rectangle of an aspect (width over height) that fits, centred.</summary>
    public Rect Fit(float aspect)
    {
        float width = MathF.Min(Width, Height * aspect), height = width / aspect;
        return new(X + (Width - width) / 2, Y + (Height - height) / 2, width, height);
    }

    /// <summary>A rectangle of the given size in the middle.</summary>
    public Rect Center(float width, float height) => new(X + (Width - width) / 2, Y + (Height - height) / 2, width, height);

    /// <summary>The part between fractions 0 to 1 of the width and height.</summary>
    public Rect Part(Rect fractions) =>
        new(X + fractions.X * Width, Y + fractions.Y * Height, fractions.Width * Width, fractions.Height * Height);
}
