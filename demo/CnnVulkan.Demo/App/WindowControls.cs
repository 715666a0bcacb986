using System.Numerics;
using Silk.NET.Input;
using Silk.NET.Maths;
using Silk.NET.Windowing;

namespace CnnVulkan.Demo.App;

/// <summary>Keyboard, mouse and dropped files of the window, as what the demo is asked for.</summary>
internal sealed class WindowControls : IDisposable
{
    private readonly IWindow _window;
    private readonly DemoApp _app;
    private readonly IInputContext _input;
    private Vector2 _last;
    private bool _drags;

    public WindowControls(IWindow window, DemoApp app)
    {
        _window = window;
        _app = app;
        _input = window.CreateInput();
        foreach (IKeyboard keyboard in _input.Keyboards)
        {
            keyboard.KeyDown += (_, key, _) => Press(key);
            keyboard.KeyUp += (_, key, _) => Release(key);
        }
        foreach (IMouse mouse in _input.Mice)
        {
            _last = mouse.Position;
            mouse.MouseDown += (_, button) => Down(button);
            mouse.MouseUp += (_, button) => Up(button);
            mouse.MouseMove += (_, position) => Move(position);
            mouse.Scroll += (_, wheel) => Turn(wheel);
        }
        window.FileDrop += app.Open;
    }

    public void Dispose()
    {
        _window.FileDrop -= _app.Open;
        _input.Dispose();
    }

    private void Press(Key key)
    {
        // The keypad's keys stand for the others of the same sign.
        Key meant = key switch
        {
            Key.KeypadAdd => Key.Equal,
            Key.KeypadSubtract => Key.Minus,
            _ => key,
        };
        if (KeyBindings.Find(meant) is { } binding)
            _app.Do(binding.Action, binding.Argument);
    }

    private void Release(Key key)
    {
        if (KeyBindings.Find(key) is { } binding)
            _app.Release(binding.Action, binding.Argument);
    }

    // Where the mouse was when the button went down: asked now, it would tell where it is, some frames later.
    private void Down(MouseButton button)
    {
        bool left = button == MouseButton.Left;
        if (left)
            _drags = !_app.Click(Pixel(_last));
        if (left ? _drags : button == MouseButton.Right && !_app.Covers(Pixel(_last)))
            _app.BeginStroke(Pixel(_last), erase: !left);
    }

    private void Up(MouseButton button)
    {
        _drags &= button != MouseButton.Left;
        if (button is MouseButton.Left or MouseButton.Right)
            _app.EndStroke();
    }

    private void Move(Vector2 position)
    {
        if (_drags)
            _app.Drag(position - _last);
        _app.ContinueStroke(Pixel(position));
        _last = position;
        _app.State.Pointer = Pixel(position);
    }

    private void Turn(ScrollWheel wheel)
    {
        if (wheel.Y != 0)
            _app.Scroll(Pixel(_last), wheel.Y);
    }

    private Vector2 Pixel(Vector2 position)
    {
        Vector2D<int> pixels = _window.FramebufferSize, units = _window.Size;
        return units.X > 0 && units.Y > 0 ? position * new Vector2((float)pixels.X / units.X, (float)pixels.Y / units.Y) : position;
    }
}
