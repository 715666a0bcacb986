using System.Globalization;

namespace CnnVulkan.Cli.Pictures;

/// <summary>All maps of a layer on one picture: a title, then a grid of the maps, each from its own least to its own greatest value, with its index.</summary>
internal static class ContactSheet
{
    private const int Gap = 6;
    private const int LabelHeight = PixelFont.Height + 3;
    private const int TitleHeight = 2 * PixelFont.Height + 2 * Gap;

    /// <summary>Smaller maps are enlarged to at least this, larger ones shrunk to at most the other.</summary>
    private const int LeastExtent = 56;
    private const int MostExtent = 400;

    private static readonly Color Background = new(24, 24, 28);
    private static readonly Color Text = new(225, 225, 225);
    private static readonly Color NotFinite = new(255, 0, 255);

    /// <summary>Draws the sheet.</summary>
    /// <param name="maps">C×H×W.</param>
    /// <param name="title">What stands above the grid; the shape and the range of values follow it.</param>
    /// <param name="names">What each map shows, or null.</param>
    public static Canvas Draw(Tensor<float> maps, string title, IReadOnlyList<string>? names = null)
    {
        (int count, int height, int width) = (maps.Shape[0], maps.Shape[1], maps.Shape[2]);
        (int enlarge, int shrink) = Scale(width, height);
        int cellWidth = Math.Max((width + shrink - 1) / shrink * enlarge, Label(count - 1, names).Length * PixelFont.Advance);
        int cellHeight = (height + shrink - 1) / shrink * enlarge + LabelHeight;
        string heading = $"{title}  {maps.Shape}  {Range(maps.Data)}";
        int columns = Math.Max((int)Math.Ceiling(Math.Sqrt((double)count * cellHeight / cellWidth)), 1);
        int rows = (count + columns - 1) / columns;
        int sheetWidth = Math.Max(columns * (cellWidth + Gap) + Gap, heading.Length * PixelFont.Advance + 2 * Gap);
        var canvas = new Canvas(sheetWidth, TitleHeight + rows * (cellHeight + Gap), Background);
        canvas.Text(Gap, Gap + PixelFont.Height / 2, heading, Text);
        for (int i = 0; i < count; i++)
        {
            int left = Gap + i % columns * (cellWidth + Gap), top = TitleHeight + i / columns * (cellHeight + Gap);
            canvas.Text(left, top, Label(i, names), Text);
            DrawMap(canvas, left, top + LabelHeight, maps.Data.AsSpan(i * height * width, height * width), width, enlarge, shrink);
        }
        return canvas;
    }

    /// <summary>
    /// A kept tensor as C×H×W: of a batch the first, of a volume every slice. One or two axes, as dense layers have them, become one map
    /// of about as many rows as columns; cells past the end hold the least value.
    /// </summary>
    public static Tensor<float> ToMaps(Tensor<float> tensor)
    {
        TensorShape shape = tensor.Shape;
        if (shape.Count == 0)
            throw new CommandException($"A tensor of {shape} has nothing to show.");
        int perItem = shape.Rank > 1 ? shape.Count / shape[0] : shape.Count;
        float[] item = tensor.Data[..perItem];
        if (shape.Rank >= 3)
        {
            int width = shape[-1], height = shape.Rank == 3 ? 1 : shape[-2];
            return new Tensor<float>(new TensorShape(perItem / (width * height), height, width), item);
        }
        int side = (int)Math.Ceiling(Math.Sqrt(perItem));
        int rows = (perItem + side - 1) / side;
        var map = new Tensor<float>(new TensorShape(1, rows, side));
        map.Data.AsSpan().Fill(item.Min());
        item.CopyTo(map.Data, 0);
        return map;
    }

    private static (int Enlarge, int Shrink) Scale(int width, int height)
    {
        int extent = Math.Max(width, height);
        return (Math.Max((LeastExtent + extent - 1) / extent, 1), Math.Max((extent + MostExtent - 1) / MostExtent, 1));
    }

    private static void DrawMap(Canvas canvas, int left, int top, ReadOnlySpan<float> map, int width, int enlarge, int shrink)
    {
        int height = map.Length / width;
        (float least, float most) = LeastAndMost(map);
        float span = most > least ? most - least : 1;
        for (int y = 0; y < height; y += shrink)
        {
            for (int x = 0; x < width; x += shrink)
            {
                float value = Mean(map, width, x, y, shrink);
                Color color = float.IsFinite(value) ? Color.Viridis((value - least) / span) : NotFinite;
                canvas.Fill(left + x / shrink * enlarge, top + y / shrink * enlarge, enlarge, enlarge, color);
            }
        }
    }

    private static float Mean(ReadOnlySpan<float> map, int width, int left, int top, int extent)
    {
        int right = Math.Min(left + extent, width), bottom = Math.Min(top + extent, map.Length / width);
        float sum = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
                sum += map[y * width + x];
        }
        return sum / ((right - left) * (bottom - top));
    }

    private static (float Least, float Most) LeastAndMost(ReadOnlySpan<float> values)
    {
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }
        return (least, most);
    }

    private static string Range(ReadOnlySpan<float> values)
    {
        (float least, float most) = LeastAndMost(values);
        return least > most ? "no finite value" : string.Create(CultureInfo.InvariantCulture, $"{least:g4} to {most:g4}");
    }

    private static string Label(int index, IReadOnlyList<string>? names) => names is null ? $"{index}" : $"{index} {names[index]}";
}
