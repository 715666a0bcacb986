namespace CnnVulkan.Demo.Overlay;

/// <summary>The overlay's few small drawings, made of lines and rounded rectangles so that they are sharp at any scale.</summary>
internal static class Icons
{
    public static void Chevron(DrawList list, Rect rect, bool right, Rgba color)
    {
        float x = rect.CenterX, y = rect.CenterY, side = right ? 2 : -2;
        list.Line(x - side, y - 4, x + side, y, color, 1.5f);
        list.Line(x + side, y, x - side, y + 4, color, 1.5f);
    }

    public static void Cross(DrawList list, Rect rect, Rgba color)
    {
        float x = rect.CenterX, y = rect.CenterY;
        list.Line(x - 4, y - 4, x + 4, y + 4, color, 1.5f);
        list.Line(x - 4, y + 4, x + 4, y - 4, color, 1.5f);
    }

    public static void Tick(DrawList list, Rect rect, Rgba color)
    {
        float x = rect.CenterX, y = rect.CenterY;
        list.Line(x - 4.5f, y + 0.5f, x - 1.5f, y + 3.5f, color, 1.5f);
        list.Line(x - 1.5f, y + 3.5f, x + 4.5f, y - 3.5f, color, 1.5f);
    }

    /// <summary>A ring of eight dots, the brightest running round once a second.</summary>
    public static void Spinner(DrawList list, Rect rect, double seconds, Rgba color)
    {
        float radius = MathF.Min(rect.Width, rect.Height) * 0.38f, dot = radius * 0.42f;
        for (int i = 0; i < 8; i++)
        {
            float angle = i * MathF.Tau / 8;
            float age = (float)((i / 8.0 - seconds) % 1.0);
            float fade = 0.2f + 0.8f * (1 + (age < 0 ? age : age - 1));
            (float sin, float cos) = MathF.SinCos(angle);
            float x = rect.CenterX + radius * cos, y = rect.CenterY + radius * sin;
            list.Line(x, y, x + 0.01f, y, color.Fade(fade), dot);
        }
    }

    public static void Warning(DrawList list, Rect rect, Rgba color)
    {
        float x = rect.CenterX, top = rect.Y + rect.Height * 0.12f, bottom = rect.Y + rect.Height * 0.84f, half = rect.Width * 0.44f;
        float width = MathF.Max(1.5f, rect.Width / 14);
        list.Line(x, top, x + half, bottom, color, width);
        list.Line(x + half, bottom, x - half, bottom, color, width);
        list.Line(x - half, bottom, x, top, color, width);
        list.Line(x, top + rect.Height * 0.28f, x, bottom - rect.Height * 0.26f, color, width);
        list.Line(x, bottom - rect.Height * 0.13f, x + 0.01f, bottom - rect.Height * 0.13f, color, width * 1.2f);
    }

    public static void Source(DrawList list, Rect rect, SourceKind kind, Rgba color)
    {
        float u = rect.Width / 16, stroke = MathF.Max(1.25f, rect.Width / 13);
        Rect At(float x, float y, float width, float height) => new(rect.X + x * u, rect.Y + y * u, width * u, height * u);
        void Line(float x0, float y0, float x1, float y1) =>
            list.Line(rect.X + x0 * u, rect.Y + y0 * u, rect.X + x1 * u, rect.Y + y1 * u, color, stroke);
        switch (kind)
        {
            case SourceKind.Scene:
                // A cube seen from a corner.
                Line(8, 1.5f, 14, 4.75f);
                Line(14, 4.75f, 14, 11.25f);
                Line(14, 11.25f, 8, 14.5f);
                Line(8, 14.5f, 2, 11.25f);
                Line(2, 11.25f, 2, 4.75f);
                Line(2, 4.75f, 8, 1.5f);
                Line(2, 4.75f, 8, 8);
                Line(8, 8, 14, 4.75f);
                Line(8, 8, 8, 14.5f);
                break;
            case SourceKind.Camera:
                list.Stroke(At(1, 4, 10, 8.5f), color, 2 * u, stroke);
                Line(11.5f, 7, 15, 5);
                Line(15, 5, 15, 11.5f);
                Line(15, 11.5f, 11.5f, 9.5f);
                break;
            case SourceKind.Video or SourceKind.Network:
                list.Stroke(At(1, 2.5f, 14, 11), color, 2 * u, stroke);
                Line(6.5f, 5.5f, 10.5f, 8);
                Line(10.5f, 8, 6.5f, 10.5f);
                Line(6.5f, 10.5f, 6.5f, 5.5f);
                break;
            case SourceKind.Pad:
                // A pen over its line.
                Line(3, 10, 10.5f, 2.5f);
                Line(10.5f, 2.5f, 13.5f, 5.5f);
                Line(13.5f, 5.5f, 6, 13);
                Line(6, 13, 2.5f, 13.5f);
                Line(2.5f, 13.5f, 3, 10);
                break;
            default:
                list.Stroke(At(1, 2.5f, 14, 11), color, 2 * u, stroke);
                Line(2, 11.5f, 6, 7.5f);
                Line(6, 7.5f, 9.5f, 11);
                Line(8.5f, 10, 11, 8);
                Line(11, 8, 14, 10.5f);
                Line(11.5f, 5.5f, 11.51f, 5.5f);
                break;
        }
    }
}
