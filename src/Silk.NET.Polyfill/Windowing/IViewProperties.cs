using Silk.NET.Maths;

namespace Silk.NET.Windowing;

/// <summary>What can be asked of a view, and set while it is there.</summary>
internal interface IViewProperties
{
    GraphicsAPI API { get; }

    double FramesPerSecond { get; set; }

    bool IsEventDriven { get; set; }

    Vector2D<int> Size { get; }

    double UpdatesPerSecond { get; set; }

    bool VSync { get; set; }
}
