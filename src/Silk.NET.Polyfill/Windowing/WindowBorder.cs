namespace Silk.NET.Windowing;

/// <summary>What a window's border lets its user do.</summary>
internal enum WindowBorder
{
    Resizable = 0,
    Fixed = 1,
    Hidden = 2,
}
