namespace CnnVulkan.Reference;

/// <summary>
/// What Pillow and a Hugging Face image processor make of a picture, step after step on whole pictures: resize (one axis, then the
/// other, 8 bits in between), centre crop with zero padding, grey, rescale, flip, normalise.
/// </summary>
public static class PreprocessImageReference
{
    public static Tensor<float> Run(ImageView image, Preprocessing p)
    {
        byte[,,] pixels = Unpack(image);
        if (p.DoResize)
        {
            int width = p.Width, height = p.Height;
            if (p.ShortestEdge is { } edge)
            {
                width = image.Width <= image.Height ? edge : (int)Math.Floor((double)edge * image.Width / image.Height + 0.5);
                height = image.Width <= image.Height ? (int)Math.Floor((double)edge * image.Height / image.Width + 0.5) : edge;
            }
            pixels = Transpose(ResizeRows(Transpose(ResizeRows(pixels, width, p.Resample)), height, p.Resample));
        }
        if (p.DoCenterCrop)
            pixels = CenterCrop(pixels, p.CropWidth, p.CropHeight);

        int channels = p.DoGrayscale ? 1 : 3;
        var result = new Tensor<float>(new TensorShape(1, channels, pixels.GetLength(0), pixels.GetLength(1)));
        float[] mean = [p.Mean.X, p.Mean.Y, p.Mean.Z], deviation = [p.Std.X, p.Std.Y, p.Std.Z];
        int i = 0;
        for (int c = 0; c < channels; c++)
        {
            for (int y = 0; y < pixels.GetLength(0); y++)
            {
                for (int x = 0; x < pixels.GetLength(1); x++)
                {
                    float value = p.DoGrayscale
                        ? (float)(0.299 * pixels[y, x, 0] + 0.587 * pixels[y, x, 1] + 0.114 * pixels[y, x, 2])
                        : pixels[y, x, p.FlipChannelOrder ? 2 - c : c];
                    if (p.DoRescale)
                        value *= p.RescaleFactor;
                    if (p.DoNormalize)
                        value = (value - mean[c]) / deviation[c];
                    result.Data[i++] = value;
                }
            }
        }
        return result;
    }

    /// <summary>Resizes along the second axis. Weights have 22 fractional bits, as in Pillow's Resample.c.</summary>
    private static byte[,,] ResizeRows(byte[,,] pixels, int size, Resample filter)
    {
        int source = pixels.GetLength(1);
        double scale = (double)source / size;
        double stretch = scale < 1 ? 1 : scale;
        double support = stretch * filter switch { Resample.Box => 0.5, Resample.Bicubic => 2, _ => 1 };
        var result = new byte[pixels.GetLength(0), size, 3];
        for (int x = 0; x < size; x++)
        {
            double center = (x + 0.5) * scale;
            int from = Math.Max((int)(center - support + 0.5), 0), to = Math.Min((int)(center + support + 0.5), source);
            var weights = new double[source];
            for (int s = from; s < to; s++)
                weights[s] = Curve(filter, (s - center + 0.5) / stretch);
            if (filter == Resample.Nearest)
            {
                Array.Clear(weights);
                from = (int)center;
                to = from + 1;
                weights[from] = 1;
            }
            double sum = weights.Sum();
            for (int y = 0; y < pixels.GetLength(0); y++)
            {
                for (int c = 0; c < 3; c++)
                {
                    long total = 1 << 21;
                    for (int s = from; s < to; s++)
                        total += (long)Math.Round(weights[s] / sum * (1 << 22), MidpointRounding.AwayFromZero) * pixels[y, s, c];
                    result[y, x, c] = (byte)Math.Clamp(total >> 22, 0, 255);
                }
            }
        }
        return result;
    }

    private static double Curve(Resample filter, double x)
    {
        x = Math.Abs(x);
        return filter switch
        {
            Resample.Box => x <= 0.5 ? 1 : 0,
            Resample.Bicubic when x < 1 => 1.5 * x * x * x - 2.5 * x * x + 1,
            Resample.Bicubic when x < 2 => -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2,
            Resample.Bicubic => 0,
            _ => x < 1 ? 1 - x : 0,
        };
    }

    private static byte[,,] CenterCrop(byte[,,] pixels, int width, int height)
    {
        int top = (int)Math.Floor((pixels.GetLength(0) - height) / 2.0), left = (int)Math.Floor((pixels.GetLength(1) - width) / 2.0);
        var result = new byte[height, width, 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    int sy = y + top, sx = x + left;
                    if (sy >= 0 && sx >= 0 && sy < pixels.GetLength(0) && sx < pixels.GetLength(1))
                        result[y, x, c] = pixels[sy, sx, c];
                }
            }
        }
        return result;
    }

    private static byte[,,] Transpose(byte[,,] pixels)
    {
        var result = new byte[pixels.GetLength(1), pixels.GetLength(0), 3];
        for (int y = 0; y < pixels.GetLength(0); y++)
        {
            for (int x = 0; x < pixels.GetLength(1); x++)
            {
                for (int c = 0; c < 3; c++)
                    result[x, y, c] = pixels[y, x, c];
            }
        }
        return result;
    }

    private static byte[,,] Unpack(ImageView image)
    {
        var result = new byte[image.Height, image.Width, 3];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                for (int c = 0; c < 3; c++)
                    result[y, x, c] = image.Pixels.Span[y * image.Stride + x * 4 + c];
            }
        }
        return result;
    }
}
