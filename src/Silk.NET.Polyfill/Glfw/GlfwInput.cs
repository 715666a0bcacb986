using System;
using System.Collections.Generic;
using Silk.NET.Input;

namespace Silk.NET.Polyfill;

/// <summary>The keyboard and the mouse of a window.</summary>
internal sealed class GlfwInput : IInputContext
{
    private readonly GlfwWindow _window;
    private readonly GlfwKeyboard _keyboard;
    private readonly GlfwMouse _mouse;

    public GlfwInput(GlfwWindow window)
    {
        _window = window;
        _keyboard = new GlfwKeyboard(window.Library, window.Handle);
        _mouse = new GlfwMouse(window.Library, window.Handle);
        Keyboards = [_keyboard];
        Mice = [_mouse];
        window.Input = this;
    }

    public IReadOnlyList<IKeyboard> Keyboards { get; }

    public IReadOnlyList<IMouse> Mice { get; }

    public nint Handle => _window.Handle;

    public void OnKey(int key, int scancode, int action) => _keyboard.OnKey((Key)key, scancode, action);

    public void OnChar(char character) => _keyboard.OnChar(character);

    public void OnButton(int button, int action) => _mouse.OnButton((MouseButton)button, action);

    public void OnMove(double x, double y) => _mouse.OnMove(x, y);

    public void OnScroll(double x, double y) => _mouse.OnScroll(x, y);

    public void Dispose()
    {
        if (_window.Input == this)
            _window.Input = null;
    }
}
