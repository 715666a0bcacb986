using System;
using Silk.NET.Polyfill;

namespace Silk.NET.Shaderc;

/// <summary>The native address of an <see cref="IncludeResultReleaseFn"/>. A delegate lives until <see cref="Dispose"/>.</summary>
internal readonly unsafe struct PfnIncludeResultReleaseFn : IDisposable
{
    private readonly void* _handle;

    public PfnIncludeResultReleaseFn(delegate* unmanaged[Cdecl]<void*, IncludeResult*, void> ptr) => _handle = ptr;

    public PfnIncludeResultReleaseFn(IncludeResultReleaseFn proc) => _handle = (void*)DelegateHandle.Create(proc);

    public delegate* unmanaged[Cdecl]<void*, IncludeResult*, void> Handle =>
        (delegate* unmanaged[Cdecl]<void*, IncludeResult*, void>)_handle;

    public static implicit operator nint(PfnIncludeResultReleaseFn pfn) => (nint)pfn._handle;

    public static implicit operator PfnIncludeResultReleaseFn(IncludeResultReleaseFn proc) => new(proc);

    public static PfnIncludeResultReleaseFn From(IncludeResultReleaseFn proc) => new(proc);

    public void Dispose() => DelegateHandle.Release((nint)_handle);
}
