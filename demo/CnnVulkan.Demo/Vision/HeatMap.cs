using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>A class activation map as colours with opacity, to be laid over the part of the picture that the network sees.</summary>
internal sealed class HeatMap(GraphicsDevice device) : IDisposable
{
    /// <summary>Pixels of each edge: maps have 7 to 14, so this is smooth, and drawing it costs little.</summary>
    private const int Size = 256;

    private readonly MapPainter _painter = new(device, "heat_map.comp", 3 * sizeof(uint), "heat map", Size, Size);

    public GraphicsImage Picture => _painter.Picture;

    /// <summary>Whether it shows anything yet.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Records the painting of a map of 1×1×height×width.</summary>
    public void Record(FrameContext frame, GpuTensor map)
    {
        _painter.Record(frame, map, 0, 1, (Size, Size), element => new HeatPush(element, (uint)map.Shape[3], (uint)map.Shape[2]));
        IsShown = true;
    }

    /// <summary>Forgets what is shown: another network's map comes next.</summary>
    public void Forget() => IsShown = false;

    public void Dispose() => _painter.Dispose();

    private readonly record struct HeatPush(uint Base, uint MapWidth, uint MapHeight);
}
