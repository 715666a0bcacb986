using System;
using Silk.NET.Maths;

namespace Silk.NET.Windowing;

/// <summary>A window.</summary>
internal interface IWindow : IWindowProperties, IView
{
    event Action<string[]>? FileDrop;

    event Action<Vector2D<int>>? Move;

    event Action<WindowState>? StateChanged;

    new bool IsClosing { get; set; }
}
