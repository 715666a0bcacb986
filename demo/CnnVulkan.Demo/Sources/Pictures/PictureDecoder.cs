using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.Demo.Sources.Pictures;

/// <summary>Picture files to pixels: upright, opaque, and no larger than can be seen.</summary>
internal static class PictureDecoder
{
    /// <summary>A photo of 50 million pixels would take 200 MB on the GPU; no screen shows more than 4K, and no network more than a few hundred.</summary>
    public const int MaxExtent = 2560;

    /// <summary>Decodes a file.</summary>
    /// <exception cref="SourceException">It cannot be read, or is no picture.</exception>
    public static PixelFrame Load(string path)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            using Image<Rgba32> image = Image.Load<Rgba32>(file);
            var stored = new Rgba32[image.Width * image.Height];
            image.CopyPixelDataTo(stored);
            return Lay(stored, image.Width, image.Height, ExifOrientation.Read(file));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException && !File.Exists(path))
        {
            throw new SourceException($"{Path.GetFileName(path)} is not there any more.", failure);
        }
        catch (Exception failure) when (failure is ImageFormatException or IOException or UnauthorizedAccessException or OverflowException)
        {
            throw new SourceException($"{Path.GetFileName(path)} cannot be shown: {failure.Message}", failure);
        }
    }

    /// <summary>Lays stored pixels upright; each pixel is the mean of a square of stored ones where the picture is too large.</summary>
    internal static PixelFrame Lay(ReadOnlySpan<Rgba32> stored, int width, int height, Orientation orientation)
    {
        bool isTurned = orientation >= Orientation.LeftMirrored;
        int step = (Math.Max(width, height) + MaxExtent - 1) / MaxExtent;
        int columns = Math.Max(1, width / step), rows = Math.Max(1, height / step);
        var frame = new PixelFrame();
        frame.Resize(isTurned ? rows : columns, isTurned ? columns : rows);
        Span<Rgba32> target = MemoryMarshal.Cast<byte, Rgba32>(frame.Pixels);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Rgba32 color = step == 1 ? stored[(row * width) + column] : Mean(stored, width, height, column * step, row * step, step);
                color.A = byte.MaxValue;
                target[Place(column, row, columns, rows, orientation)] = color;
            }
        }
        return frame;
    }

    /// <summary>Where a stored pixel comes to lie, as an index into the upright picture.</summary>
    private static int Place(int column, int row, int columns, int rows, Orientation orientation)
    {
        int right = columns - 1 - column, below = rows - 1 - row;
        return orientation switch
        {
            Orientation.Mirrored => (row * columns) + right,
            Orientation.UpsideDown => (below * columns) + right,
            Orientation.UpsideDownMirrored => (below * columns) + column,
            Orientation.LeftMirrored => (column * rows) + row,
            Orientation.Right => (column * rows) + below,
            Orientation.RightMirrored => (right * rows) + below,
            Orientation.Left => (right * rows) + row,
            _ => (row * columns) + column,
        };
    }

    private static Rgba32 Mean(ReadOnlySpan<Rgba32> stored, int width, int height, int left, int top, int step)
    {
        int red = 0, green = 0, blue = 0, count = 0;
        for (int y = top; y < Math.Min(top + step, height); y++)
        {
            for (int x = left; x < Math.Min(left + step, width); x++)
            {
                Rgba32 pixel = stored[(y * width) + x];
                (red, green, blue, count) = (red + pixel.R, green + pixel.G, blue + pixel.B, count + 1);
            }
        }
        int half = count / 2;
        return new Rgba32((byte)((red + half) / count), (byte)((green + half) / count), (byte)((blue + half) / count));
    }
}
