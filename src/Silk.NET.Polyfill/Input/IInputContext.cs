using System;
using System.Collections.Generic;

namespace Silk.NET.Input;

/// <summary>The devices that control a window.</summary>
internal interface IInputContext : IDisposable
{
    IReadOnlyList<IKeyboard> Keyboards { get; }

    IReadOnlyList<IMouse> Mice { get; }

    nint Handle { get; }
}
