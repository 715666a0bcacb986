namespace CnnVulkan.Operators;

/// <summary>What many elements are reduced to. The numbers are those of <c>reduce.comp</c>.</summary>
internal enum ReduceFunction
{
    /// <summary>Σ x; 0 of nothing.</summary>
    Sum = 0,

    /// <summary>Σ x / n.</summary>
    Mean = 1,

    /// <summary>The largest; -∞, the smallest integer or false of nothing.</summary>
    Max = 2,

    /// <summary>The smallest; +∞, the largest integer or true of nothing.</summary>
    Min = 3,

    /// <summary>The product; 1 of nothing.</summary>
    Prod = 4,

    /// <summary>Σ |x|.</summary>
    L1 = 5,

    /// <summary>√Σ x².</summary>
    L2 = 6,

    /// <summary>Σ x².</summary>
    SumSquare = 7,

    /// <summary>ln Σ x.</summary>
    LogSum = 8,

    /// <summary>ln Σ e^x.</summary>
    LogSumExp = 9,
}
