using Silk.NET.Maths;

namespace Silk.NET.Windowing;

/// <summary>What can be asked of a window, and set while it is there.</summary>
internal interface IWindowProperties : IViewProperties
{
    bool IsVisible { get; set; }

    Vector2D<int> Position { get; set; }

    new Vector2D<int> Size { get; set; }

    string Title { get; set; }

    WindowBorder WindowBorder { get; set; }

    WindowState WindowState { get; set; }
}
