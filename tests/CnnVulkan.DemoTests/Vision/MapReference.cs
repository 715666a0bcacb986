using CnnVulkan.Demo;
using CnnVulkan.Demo.Vision;

namespace CnnVulkan.DemoTests.Vision;

/// <summary>What the shaders paint, in plain loops: RGBA8, the atlas's size.</summary>
internal static class MapReference
{
    private static readonly double[][] Viridis =
    [
        [0.2777273272234177, 0.005407344544966578, 0.3340998053353061],
        [0.1050930431085774, 1.404613529898575, 1.384590162594685],
        [-0.3308618287255563, 0.214847559468213, 0.09509516302823659],
        [-4.634230498983486, -5.799100973351585, -19.33244095627987],
        [6.228269936347081, 14.17993336680509, 56.69055260068105],
        [4.776384997670288, -13.74514537774601, -65.35303263337234],
        [-5.435455855934631, 4.645852612178535, 26.3124352495832],
    ];

    /// <summary>The maps from the first on as tiles; each scaled to its own range.</summary>
    public static byte[] Tiles(Tensor<float> maps, int first, TileSheet sheet)
    {
        int width = maps.Shape[3], height = maps.Shape[2];
        var atlas = new byte[sheet.Width * sheet.Height * 4];
        for (int tile = 0; tile < sheet.Count; tile++)
        {
            float[] map = Map(maps, first + tile);
            (float low, float high) = (map.Min(), map.Max());
            for (int y = 0; y < sheet.TileHeight; y++)
            {
                for (int x = 0; x < sheet.TileWidth; x++)
                {
                    (int x0, int y0) = (x * width / sheet.TileWidth, y * height / sheet.TileHeight);
                    (int x1, int y1) = (Math.Max(x0 + 1, (x + 1) * width / sheet.TileWidth), Math.Max(y0 + 1, (y + 1) * height / sheet.TileHeight));
                    double sum = 0;
                    for (int v = y0; v < y1; v++)
                    {
                        for (int u = x0; u < x1; u++)
                            sum += map[v * width + u];
                    }
                    double value = sum / ((x1 - x0) * (y1 - y0));
                    double t = high > low ? (value - low) / (high - low) : low > 0 ? 1 : 0;
                    int left = tile % sheet.Columns * (sheet.TileWidth + sheet.Gap), top = tile / sheet.Columns * (sheet.TileHeight + sheet.Gap);
                    Color(t).CopyTo(atlas, ((top + y) * sheet.Width + left + x) * 4);
                }
            }
        }
        return atlas;
    }

    public static float[] Map(Tensor<float> maps, int index)
    {
        int pixels = maps.Shape[2] * maps.Shape[3];
        return maps.Data.AsSpan(index * pixels, pixels).ToArray();
    }

    private static byte[] Color(double t)
    {
        var color = new byte[4];
        for (int c = 0; c < 3; c++)
        {
            double value = 0;
            for (int i = Viridis.Length - 1; i >= 0; i--)
                value = value * t + Viridis[i][c];
            color[c] = (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);
        }
        color[3] = 255;
        return color;
    }
}
