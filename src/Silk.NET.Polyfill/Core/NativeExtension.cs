using Silk.NET.Core.Contexts;

namespace Silk.NET.Core.Native;

/// <summary>The functions of one extension of <typeparamref name="T"/>.</summary>
internal abstract class NativeExtension<T> : NativeApiContainer
    where T : NativeAPI
{
    private protected NativeExtension(INativeContext ctx)
        : base(ctx)
    {
    }
}
