using System;

namespace Silk.NET.Input;

/// <summary>A keyboard. A key that is held down does not repeat.</summary>
internal interface IKeyboard : IInputDevice
{
    event Action<IKeyboard, char>? KeyChar;

    event Action<IKeyboard, Key, int>? KeyDown;

    event Action<IKeyboard, Key, int>? KeyUp;

    bool IsKeyPressed(Key key);
}
