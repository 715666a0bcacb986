using System;
using System.Threading;
using Silk.NET.Core.Contexts;

namespace Silk.NET.Core.Native;

/// <summary>A set of native functions, each found at its first call.</summary>
internal abstract class NativeApiContainer : IDisposable
{
    private protected NativeApiContainer(INativeContext ctx) => NativeContext = ctx;

    private protected INativeContext NativeContext { get; }

    /// <summary>Releases the context. Native libraries stay loaded until the process ends.</summary>
    public void Dispose() => NativeContext.Dispose();

    // Two threads may both look a function up; they find the same address, so the race is harmless.
    private protected nint Function(ref nint slot, string name)
    {
        nint address = Volatile.Read(ref slot);
        return address != 0 ? address : Find(ref slot, name);
    }

    private nint Find(ref nint slot, string name)
    {
        nint address = NativeContext.GetProcAddress(name);
        Volatile.Write(ref slot, address);
        return address;
    }
}
