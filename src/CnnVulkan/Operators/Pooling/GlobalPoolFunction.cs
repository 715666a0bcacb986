namespace CnnVulkan.Operators;

/// <summary>What <see cref="GlobalPool"/> makes of a plane. The numbers are those of <c>global_pool.comp</c>.</summary>
internal enum GlobalPoolFunction
{
    /// <summary>Its mean.</summary>
    Average = 0,

    /// <summary>Its largest element.</summary>
    Max = 1,

    /// <summary>Its p-norm.</summary>
    Lp = 2,
}
