using System;
using System.Numerics;

namespace Silk.NET.Input;

/// <summary>A mouse. Places are in the units of the window's size, from its upper left corner.</summary>
internal interface IMouse : IInputDevice
{
    event Action<IMouse, MouseButton>? MouseDown;

    event Action<IMouse, Vector2>? MouseMove;

    event Action<IMouse, MouseButton>? MouseUp;

    event Action<IMouse, ScrollWheel>? Scroll;

    Vector2 Position { get; set; }

    bool IsButtonPressed(MouseButton btn);
}
