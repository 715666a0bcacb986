using System;
using Silk.NET.Core.Contexts;
using Silk.NET.Maths;

namespace Silk.NET.Windowing;

/// <summary>A part of a screen to draw on. All members are for the thread that made it.</summary>
internal interface IView : IViewProperties, IVkSurfaceSource, IDisposable
{
    event Action? Closing;

    event Action<bool>? FocusChanged;

    event Action<Vector2D<int>>? FramebufferResize;

    event Action? Load;

    event Action<double>? Render;

    event Action<Vector2D<int>>? Resize;

    event Action<double>? Update;

    Vector2D<int> FramebufferSize { get; }

    nint Handle { get; }

    bool IsClosing { get; }

    bool IsInitialized { get; }

    double Time { get; }

    void Close();

    void DoEvents();

    void DoRender();

    void DoUpdate();

    void Initialize();

    void Reset();

    void Run(Action onFrame);
}
