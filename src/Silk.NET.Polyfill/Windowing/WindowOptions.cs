using Silk.NET.Maths;

namespace Silk.NET.Windowing;

/// <summary>What a window starts with.</summary>
internal struct WindowOptions
{
    /// <summary>For Vulkan, 1280×720, as many frames as there can be.</summary>
    public static WindowOptions DefaultVulkan => new()
    {
        IsVisible = true,
        Position = new Vector2D<int>(50, 50),
        Size = new Vector2D<int>(1280, 720),
        API = GraphicsAPI.DefaultVulkan,
        Title = "Silk.NET Window",
    };

    public GraphicsAPI API { get; set; }

    public double FramesPerSecond { get; set; }

    public bool IsEventDriven { get; set; }

    public bool IsVisible { get; set; }

    public Vector2D<int> Position { get; set; }

    public Vector2D<int> Size { get; set; }

    public string Title { get; set; }

    public double UpdatesPerSecond { get; set; }

    public bool VSync { get; set; }

    public WindowBorder WindowBorder { get; set; }

    public string? WindowClass { get; set; }

    public WindowState WindowState { get; set; }
}
