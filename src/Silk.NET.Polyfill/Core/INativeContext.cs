using System;

namespace Silk.NET.Core.Contexts;

/// <summary>Where a binding finds its native functions.</summary>
internal interface INativeContext : IDisposable
{
    /// <summary>The address of a function.</summary>
    /// <exception cref="EntryPointNotFoundException">There is no such function.</exception>
    nint GetProcAddress(string proc, int? slot = default);

    /// <summary>The address of a function, or false.</summary>
    bool TryGetProcAddress(string proc, out nint addr, int? slot = default);
}
