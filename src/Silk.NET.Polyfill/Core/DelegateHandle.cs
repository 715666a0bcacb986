using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Silk.NET.Polyfill;

/// <summary>Native addresses of delegates that live until they are released.</summary>
/// <remarks>The garbage collector does not see the native side's reference, so it is kept here.</remarks>
internal static class DelegateHandle
{
    private static readonly ConcurrentDictionary<nint, Delegate> Alive = new();

    public static nint Create<T>(T function)
        where T : Delegate
    {
        nint address = Marshal.GetFunctionPointerForDelegate(function);
        Alive[address] = function;
        return address;
    }

    public static void Release(nint address) => Alive.TryRemove(address, out _);
}
