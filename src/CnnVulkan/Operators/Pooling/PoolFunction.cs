namespace CnnVulkan.Operators;

/// <summary>What a pool makes of the elements under its window; the numbers are those of <c>pool.comp</c>.</summary>
internal enum PoolFunction
{
    /// <summary>Their mean.</summary>
    Average,

    /// <summary>The largest.</summary>
    Largest,

    /// <summary>Their p-norm.</summary>
    Norm,
}
