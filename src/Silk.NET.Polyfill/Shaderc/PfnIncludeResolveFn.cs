using System;
using Silk.NET.Polyfill;

namespace Silk.NET.Shaderc;

/// <summary>The native address of an <see cref="IncludeResolveFn"/>. A delegate lives until <see cref="Dispose"/>.</summary>
internal readonly unsafe struct PfnIncludeResolveFn : IDisposable
{
    private readonly void* _handle;

    public PfnIncludeResolveFn(delegate* unmanaged[Cdecl]<void*, byte*, int, byte*, nuint, IncludeResult*> ptr) => _handle = ptr;

    public PfnIncludeResolveFn(IncludeResolveFn proc) => _handle = (void*)DelegateHandle.Create(proc);

    public delegate* unmanaged[Cdecl]<void*, byte*, int, byte*, nuint, IncludeResult*> Handle =>
        (delegate* unmanaged[Cdecl]<void*, byte*, int, byte*, nuint, IncludeResult*>)_handle;

    public static implicit operator nint(PfnIncludeResolveFn pfn) => (nint)pfn._handle;

    public static implicit operator PfnIncludeResolveFn(IncludeResolveFn proc) => new(proc);

    public static PfnIncludeResolveFn From(IncludeResolveFn proc) => new(proc);

    public void Dispose() => DelegateHandle.Release((nint)_handle);
}
