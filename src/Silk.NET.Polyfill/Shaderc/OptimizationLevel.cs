namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_optimization_level</c>.</summary>
internal enum OptimizationLevel
{
    Zero = 0,
    Size = 1,
    Performance = 2,
}
