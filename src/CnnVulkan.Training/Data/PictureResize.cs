using CnnVulkan.Images;

namespace CnnVulkan.Training;

/// <summary>Resizes pictures on the CPU with the same integers as the GPU's preprocessing (and Pillow): what a network is trained with is what it sees later.</summary>
internal static class PictureResize
{
    private const int Half = 1 << FilterTaps.FractionBits - 1;

    /// <summary>Resizes a picture, first along its rows, then along its columns, rounded to bytes between, as Pillow does.</summary>
    public static PicturePixels To(PicturePixels picture, int width, int height, Resample filter)
    {
        int channels = picture.Channels;
        ReadOnlySpan<byte> source = picture.Bytes.Span;
        byte[] between = new byte[checked(width * picture.Height * channels)];
        FilterTaps across = FilterTaps.Compute(picture.Width, width, 0, width, filter);
        for (int y = 0; y < picture.Height; y++)
            Row(across, source.Slice(y * picture.Width * channels, picture.Width * channels), between.AsSpan(y * width * channels, width * channels), channels);

        byte[] resized = new byte[checked(width * height * channels)];
        FilterTaps down = FilterTaps.Compute(picture.Height, height, 0, height, filter);
        int rowBytes = width * channels;
        for (int y = 0; y < height; y++)
            Column(down, y, between, resized.AsSpan(y * rowBytes, rowBytes), rowBytes);
        return new PicturePixels(resized, width, height, channels);
    }

    private static void Row(FilterTaps taps, ReadOnlySpan<byte> from, Span<byte> to, int channels)
    {
        ReadOnlySpan<int> table = taps.Table.Data;
        for (int x = 0, at = 0; at < to.Length; x++)
        {
            ReadOnlySpan<int> row = table.Slice(x * taps.Stride, taps.Stride);
            int start = (row[0] + taps.First) * channels;
            for (int c = 0; c < channels; c++, at++)
            {
                int sum = Half;
                for (int k = 0; k < row[1]; k++)
                    sum += from[start + k * channels + c] * row[2 + k];
                to[at] = Rounded(sum);
            }
        }
    }

    private static void Column(FilterTaps taps, int y, ReadOnlySpan<byte> from, Span<byte> to, int rowBytes)
    {
        ReadOnlySpan<int> row = taps.Table.Data.AsSpan(y * taps.Stride, taps.Stride);
        int start = (row[0] + taps.First) * rowBytes;
        for (int i = 0; i < to.Length; i++)
        {
            int sum = Half;
            for (int k = 0; k < row[1]; k++)
                sum += from[start + k * rowBytes + i] * row[2 + k];
            to[i] = Rounded(sum);
        }
    }

    private static byte Rounded(int sum) => (byte)Math.Clamp(sum >> FilterTaps.FractionBits, 0, 255);
}
