namespace CnnVulkan.Demo;

/// <summary>The least and the greatest of some values, such as those of a map.</summary>
internal readonly record struct ValueRange(float Low, float High)
{
    /// <summary>The range of several together; (0, 0) for none.</summary>
    public static ValueRange Of(IReadOnlyList<ValueRange> ranges)
        => ranges.Count == 0 ? default : new ValueRange(ranges.Min(r => r.Low), ranges.Max(r => r.High));
}
