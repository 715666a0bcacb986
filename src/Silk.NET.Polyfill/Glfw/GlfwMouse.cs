using System;
using System.Numerics;
using Silk.NET.Input;

namespace Silk.NET.Polyfill;

/// <summary>The mouse over a window.</summary>
internal sealed unsafe class GlfwMouse(Glfw glfw, nint window) : IMouse
{
    public event Action<IMouse, MouseButton>? MouseDown;

    public event Action<IMouse, Vector2>? MouseMove;

    public event Action<IMouse, MouseButton>? MouseUp;

    public event Action<IMouse, ScrollWheel>? Scroll;

    public int Index => 0;

    public bool IsConnected => true;

    public string Name => "Mouse (GLFW)";

    public Vector2 Position
    {
        get
        {
            double x = 0, y = 0;
            glfw.GetCursorPos(window, &x, &y);
            return new Vector2((float)x, (float)y);
        }
        set => glfw.SetCursorPos(window, value.X, value.Y);
    }

    public bool IsButtonPressed(MouseButton btn) => btn != MouseButton.Unknown && glfw.GetMouseButton(window, (int)btn) == Glfw.Press;

    public void OnButton(MouseButton button, int action)
    {
        if (action == Glfw.Press)
            MouseDown?.Invoke(this, button);
        else
            MouseUp?.Invoke(this, button);
    }

    public void OnMove(double x, double y) => MouseMove?.Invoke(this, new Vector2((float)x, (float)y));

    public void OnScroll(double x, double y) => Scroll?.Invoke(this, new ScrollWheel((float)x, (float)y));
}
