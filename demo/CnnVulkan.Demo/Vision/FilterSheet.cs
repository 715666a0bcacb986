using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// The filters of a network's first convolution as tiles: in colour where they read red, green and blue, else grey, each scaled to its
/// largest weight with zero in the middle. Weights are constants, so it is drawn once.
/// </summary>
internal sealed class FilterSheet
{
    /// <summary>Pixels after each tile.</summary>
    private const int Gap = 1;

    /// <summary>Filters that fit one sheet; no first convolution known to us has more.</summary>
    private const int Most = 256;

    /// <summary>Pixels of a tile's longer edge at least, so that weights stay squares when the sheet is drawn enlarged and filtered.</summary>
    private const int LeastEdge = 48;

    private readonly LayerFilters _filters;
    private readonly bool _flipChannels;
    private readonly int _enlarge;

    private FilterSheet(LayerFilters filters, bool flipChannels)
    {
        _filters = filters;
        _flipChannels = flipChannels;
        TensorShape shape = filters.Weights.Shape;
        _enlarge = Math.Max(1, (LeastEdge + Math.Max(shape[2], shape[3]) - 1) / Math.Max(shape[2], shape[3]));
        (int tileWidth, int tileHeight, int count) = (shape[3] * _enlarge, shape[2] * _enlarge, Math.Min(filters.Count, Most));
        int columns = (int)Math.Ceiling(Math.Sqrt(count)), rows = (count + columns - 1) / columns;
        Tiles = new TileSheet(columns * (tileWidth + Gap), rows * (tileHeight + Gap), tileWidth, tileHeight, columns, count, Gap);
    }

    /// <summary>The name of the convolution.</summary>
    public string Layer => _filters.Layer;

    /// <summary>Filters × channels × height × width.</summary>
    public TensorShape Shape => _filters.Weights.Shape;

    /// <summary>The filters that are shown, each a tile.</summary>
    public TileSheet Tiles { get; }

    /// <summary>The sheet of a network; null where it has no convolution of pictures with weights of its own.</summary>
    public static FilterSheet? TryMake(Model model, bool flipChannels)
    {
        try
        {
            var filters = LayerFilters.Of(model);
            return filters.Weights.Shape.Rank == 4 ? new FilterSheet(filters, flipChannels) : null;
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    /// <summary>Brings the sheet to the GPU and waits: for set-up.</summary>
    public GraphicsImage Upload(GraphicsDevice device)
    {
        var image = new GraphicsImage(
            device, "filters", Tiles.Width, Tiles.Height, Format.R8G8B8A8Unorm, ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit);
        try
        {
            using var staging = new GraphicsBuffer(device, "filters", (ulong)(Tiles.Width * Tiles.Height * 4), BufferUsageFlags.TransferSrcBit, hostVisible: true);
            Draw(staging.Mapped);
            device.RunOnce(commands => image.Upload(commands, staging, 0));
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Draws the sheet as RGBA8, rows from the top; transparent where no tile is.</summary>
    public void Draw(Span<byte> pixels)
    {
        pixels.Clear();
        for (int filter = 0; filter < Tiles.Count; filter++)
        {
            int left = filter % Tiles.Columns * (Tiles.TileWidth + Gap), top = filter / Tiles.Columns * (Tiles.TileHeight + Gap);
            for (int y = 0; y < Tiles.TileHeight; y++)
            {
                for (int x = 0; x < Tiles.TileWidth; x++)
                    Color(filter, x / _enlarge, y / _enlarge, pixels.Slice(((top + y) * Tiles.Width + left + x) * 4, 4));
            }
        }
    }

    private void Color(int filter, int x, int y, Span<byte> pixel)
    {
        int channels = Shape[1], plane = Shape[2] * Shape[3];
        ReadOnlySpan<float> weights = _filters.Weights.Data.AsSpan(filter * channels * plane, channels * plane);
        float extreme = 0;
        foreach (float weight in weights)
            extreme = Math.Max(extreme, Math.Abs(weight));
        int at = y * Shape[3] + x;
        for (int c = 0; c < 3; c++)
        {
            // One channel, or more than three: they are no colours; the first is shown.
            int channel = channels != 3 ? 0 : _flipChannels ? 2 - c : c;
            float level = extreme > 0 ? 0.5f + 0.5f * weights[channel * plane + at] / extreme : 0.5f;
            pixel[c] = (byte)Math.Clamp((int)MathF.Round(level * 255), 0, 255);
        }
        pixel[3] = 255;
    }
}
