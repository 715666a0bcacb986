namespace CnnVulkan.Plans;

/// <summary>Cuts a run into parts that fit a frame's budget.</summary>
internal static class SlicePlan
{
    /// <summary>The end of the slice that starts at a dispatch: as many as the budget holds, and one at least, or a run would never end.</summary>
    /// <param name="costs">Milliseconds of each dispatch.</param>
    /// <param name="start">The first dispatch of the slice.</param>
    /// <param name="budget">Milliseconds.</param>
    public static int End(ReadOnlySpan<double> costs, int start, double budget)
    {
        int end = start;
        for (double sum = 0; end < costs.Length; end++)
        {
            sum += costs[end];
            if (sum > budget && end > start)
                break;
        }
        return end;
    }
}
