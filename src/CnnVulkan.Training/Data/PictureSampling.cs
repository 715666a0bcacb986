namespace CnnVulkan.Training;

/// <summary>Takes the values of an input's planes out of a picture, 0 to 255.</summary>
internal static class PictureSampling
{
    /// <summary>Fills a plane per channel of the picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="place">What to show of it.</param>
    /// <param name="planes">A plane per channel of the picture, in its order.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="mirror">Whether the picture goes on mirrored past its edges; else it is black there.</param>
    public static void Fill(PicturePixels picture, PicturePlace place, Span<float> planes, int width, int height, bool mirror)
    {
        if (place.IsShift)
            Shift(picture, place, planes, width, height, mirror);
        else
            Affine(picture, place, planes, width, height, mirror);
    }

    private static void Shift(PicturePixels picture, PicturePlace place, Span<float> planes, int width, int height, bool mirror)
    {
        ReadOnlySpan<byte> pixels = picture.Bytes.Span;
        (int channels, int plane) = (picture.Channels, width * height);
        for (int y = 0; y < height; y++)
        {
            int row = Inside(place.Top + y, picture.Height, mirror);
            for (int x = 0; x < width; x++)
            {
                int column = row < 0 ? -1 : Inside(place.Left + (place.Mirrored ? width - 1 - x : x), picture.Width, mirror);
                int from = (row * picture.Width + column) * channels, to = y * width + x;
                for (int c = 0; c < channels; c++)
                    planes[c * plane + to] = column < 0 ? 0 : pixels[from + c];
            }
        }
    }

    private static void Affine(PicturePixels picture, PicturePlace place, Span<float> planes, int width, int height, bool mirror)
    {
        ReadOnlySpan<byte> pixels = picture.Bytes.Span;
        (int channels, int plane) = (picture.Channels, width * height);
        // From the middle of the part that is shown; a pixel's value stands in its middle.
        float centreX = place.Left + width / 2f - 0.5f, centreY = place.Top + height / 2f - 0.5f;
        for (int y = 0; y < height; y++)
        {
            float down = y + 0.5f - height / 2f;
            for (int x = 0; x < width; x++)
            {
                float across = x + 0.5f - width / 2f;
                if (place.Mirrored)
                    across = -across;
                float atX = centreX + place.Cosine * across + place.Sine * down, atY = centreY + place.Cosine * down - place.Sine * across;
                int left = (int)MathF.Floor(atX), top = (int)MathF.Floor(atY);
                float partX = atX - left, partY = atY - top;
                int x0 = Inside(left, picture.Width, mirror), x1 = Inside(left + 1, picture.Width, mirror);
                int y0 = Inside(top, picture.Height, mirror), y1 = Inside(top + 1, picture.Height, mirror);
                for (int c = 0; c < channels; c++)
                {
                    float upper = At(pixels, x0, y0, picture.Width, channels, c) * (1 - partX) + At(pixels, x1, y0, picture.Width, channels, c) * partX;
                    float lower = At(pixels, x0, y1, picture.Width, channels, c) * (1 - partX) + At(pixels, x1, y1, picture.Width, channels, c) * partX;
                    planes[c * plane + y * width + x] = upper + (lower - upper) * partY;
                }
            }
        }
    }

    private static float At(ReadOnlySpan<byte> pixels, int x, int y, int width, int channels, int c) => (x | y) < 0 ? 0 : pixels[(y * width + x) * channels + c];

    /// <summary>The pixel that is shown for a place, -1 for black.</summary>
    private static int Inside(int at, int extent, bool mirror)
    {
        if ((uint)at < (uint)extent)
            return at;
        if (!mirror)
            return -1;
        // Edge pixels are repeated: ... 1 0 | 0 1 2 ... and so on past the other edge.
        int period = 2 * extent;
        at = (at % period + period) % period;
        return at < extent ? at : period - 1 - at;
    }
}
