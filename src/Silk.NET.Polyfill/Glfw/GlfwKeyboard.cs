using System;
using Silk.NET.Input;

namespace Silk.NET.Polyfill;

/// <summary>The keyboard as a window hears it.</summary>
internal sealed unsafe class GlfwKeyboard(Glfw glfw, nint window) : IKeyboard
{
    public event Action<IKeyboard, char>? KeyChar;

    public event Action<IKeyboard, Key, int>? KeyDown;

    public event Action<IKeyboard, Key, int>? KeyUp;

    public int Index => 0;

    public bool IsConnected => true;

    public string Name => "Keyboard (GLFW)";

    public bool IsKeyPressed(Key key) => key != Key.Unknown && glfw.GetKey(window, (int)key) == Glfw.Press;

    public void OnKey(Key key, int scancode, int action)
    {
        // Silk.NET passes a repetition on to nobody.
        if (action == Glfw.Press)
            KeyDown?.Invoke(this, key, scancode);
        else if (action == Glfw.Release)
            KeyUp?.Invoke(this, key, scancode);
    }

    public void OnChar(char character) => KeyChar?.Invoke(this, character);
}
