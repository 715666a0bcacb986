using System;
using Silk.NET.Polyfill;
using Silk.NET.Windowing;

namespace Silk.NET.Input;

/// <summary>Connects windows and devices.</summary>
internal static class InputWindowExtensions
{
    /// <summary>The devices of a view that has been initialised.</summary>
    public static IInputContext CreateInput(this IView view) => view is GlfwWindow { IsInitialized: true } window
        ? new GlfwInput(window)
        : throw new NotSupportedException("Only a window of this library, once it is initialised, has input.");
}
