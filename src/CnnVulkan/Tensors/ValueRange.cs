namespace CnnVulkan;

/// <summary>The least and the greatest of some values, such as those of an activation map.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
public readonly record struct ValueRange(float Low, float High)
{
    /// <summary>The range of several together; (0, 0) for none.</summary>
    public static ValueRange Of(IReadOnlyList<ValueRange> ranges)
    {
        if (ranges.Count == 0)
            return default;
        ValueRange all = ranges[0];
        for (int i = 1; i < ranges.Count; i++)
            all = new ValueRange(Math.Min(all.Low, ranges[i].Low), Math.Max(all.High, ranges[i].High));
        return all;
    }
}
