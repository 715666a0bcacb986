namespace Silk.NET.Core;

/// <summary>The address of a native function of unknown signature.</summary>
internal readonly unsafe struct PfnVoidFunction
{
    private readonly void* _handle;

    public PfnVoidFunction(delegate* unmanaged[Cdecl]<void> ptr) => _handle = ptr;

    public delegate* unmanaged[Cdecl]<void> Handle => (delegate* unmanaged[Cdecl]<void>)_handle;

    public static implicit operator nint(PfnVoidFunction pfn) => (nint)pfn._handle;

    public static implicit operator delegate* unmanaged[Cdecl]<void>(PfnVoidFunction pfn) => pfn.Handle;

    public static implicit operator PfnVoidFunction(delegate* unmanaged[Cdecl]<void> func) => new(func);
}
