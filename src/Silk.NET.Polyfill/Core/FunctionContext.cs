using System;
using Silk.NET.Core.Contexts;

namespace Silk.NET.Polyfill;

/// <summary>Finds native functions with a look-up function, which answers zero for one it does not know.</summary>
internal sealed class FunctionContext : INativeContext
{
    private readonly Func<string, nint> _find;

    public FunctionContext(Func<string, nint> find) => _find = find;

    public nint GetProcAddress(string proc, int? slot = default) =>
        TryGetProcAddress(proc, out nint address)
            ? address
            : throw new EntryPointNotFoundException(
                $"The native function {proc} was not found. Is the extension or API version that has it enabled?");

    public bool TryGetProcAddress(string proc, out nint addr, int? slot = default) => (addr = _find(proc)) != 0;

    public void Dispose()
    {
    }
}
