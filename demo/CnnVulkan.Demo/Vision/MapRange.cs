namespace CnnVulkan.Demo.Vision;

/// <summary>The least and the greatest value of a map.</summary>
internal readonly record struct MapRange(float Low, float High)
{
    /// <summary>The range of several maps together; (0, 0) for none.</summary>
    public static MapRange Of(ReadOnlySpan<MapRange> maps)
    {
        if (maps.IsEmpty)
            return default;
        MapRange all = maps[0];
        foreach (MapRange map in maps)
            all = new MapRange(Math.Min(all.Low, map.Low), Math.Max(all.High, map.High));
        return all;
    }
}
