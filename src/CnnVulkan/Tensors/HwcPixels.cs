namespace CnnVulkan;

/// <summary>Pictures of real numbers whose channels lie side by side, as cameras, video decoders and most engines have them.</summary>
public static class HwcPixels
{
    /// <summary>A tensor of 1×channels×height×width of a picture; its numbers are taken as they are, without resizing or normalising.</summary>
    /// <param name="pixels">Height×width×channels.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Numbers per pixel.</param>
    /// <param name="stride">Numbers from one row to the next one below; 0 for rows without gaps; negative where the lowest row comes first in memory.</param>
    /// <exception cref="ShapeException">The extents are not positive, a row passes the stride, or there are too few numbers.</exception>
    public static Tensor<float> ToTensor(ReadOnlySpan<float> pixels, int width, int height, int channels, int stride = 0)
    {
        if (width <= 0 || height <= 0 || channels <= 0)
            throw new ShapeException($"A picture of {width}×{height} with {channels} channels has no pixels.");
        long row = (long)width * channels, step = stride == 0 ? row : Math.Abs((long)stride), needed = step * (height - 1) + row;
        if (step < row)
            throw new ShapeException($"A row of {width} pixels of {channels} numbers takes {row}, but the stride is {stride}.");
        if (pixels.Length < needed)
            throw new ShapeException($"A picture of {width}×{height} with {channels} channels and rows {step} numbers apart takes {needed} numbers, but {pixels.Length} were given.");
        var tensor = new Tensor<float>(new TensorShape(1, channels, height, width));
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> from = pixels.Slice((int)((stride < 0 ? height - 1 - y : y) * step), (int)row);
            for (int c = 0; c < channels; c++)
            {
                Span<float> to = tensor.Data.AsSpan((c * height + y) * width, width);
                for (int x = 0; x < width; x++)
                    to[x] = from[x * channels + c];
            }
        }
        return tensor;
    }
}
