using Silk.NET.Core.Contexts;

namespace Silk.NET.Core.Native;

/// <summary>The functions of one native library.</summary>
internal abstract class NativeAPI : NativeApiContainer
{
    public NativeAPI(INativeContext ctx)
        : base(ctx)
    {
    }

    /// <summary>Where this object finds its functions.</summary>
    public INativeContext Context => NativeContext;
}
