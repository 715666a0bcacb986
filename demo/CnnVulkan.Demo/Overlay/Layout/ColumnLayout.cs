namespace CnnVulkan.Demo.Overlay;

/// <summary>Stacks panels in a column: drops the least important until the rest fits, then lets the most important grow first.</summary>
internal static class ColumnLayout
{
    /// <summary>Fills in each slot's place; slots are given from top to bottom.</summary>
    public static void Arrange(Span<ColumnSlot> slots, Rect column, float gap)
    {
        Span<float> heights = stackalloc float[slots.Length];
        for (int i = 0; i < slots.Length; i++)
            heights[i] = column.IsEmpty ? 0 : slots[i].Minimum;
        while (Used(heights, gap) > column.Height && Least(slots, heights) is int least and >= 0)
            heights[least] = 0;
        Grow(slots, heights, column.Height, gap);
        Place(slots, heights, column, gap);
    }

    private static float Used(Span<float> heights, float gap)
    {
        float sum = 0;
        foreach (float height in heights)
            sum += height > 0 ? height + gap : 0;
        return MathF.Max(0, sum - gap);
    }

    private static int Least(Span<ColumnSlot> slots, Span<float> heights)
    {
        int least = -1;
        for (int i = 0; i < slots.Length; i++)
        {
            if (heights[i] > 0 && (least < 0 || slots[i].Priority < slots[least].Priority))
                least = i;
        }
        return least;
    }

    private static void Grow(Span<ColumnSlot> slots, Span<float> heights, float height, float gap)
    {
        Span<bool> done = stackalloc bool[slots.Length];
        for (int turn = 0; turn < slots.Length; turn++)
        {
            int next = -1;
            for (int i = 0; i < slots.Length; i++)
            {
                if (!done[i] && (next < 0 || slots[i].Priority > slots[next].Priority))
                    next = i;
            }
            done[next] = true;
            if (heights[next] > 0)
                heights[next] += slots[next].Growth(height - Used(heights, gap));
        }
    }

    private static void Place(Span<ColumnSlot> slots, Span<float> heights, Rect column, float gap)
    {
        float top = column.Y, bottom = column.Bottom;
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i].Place = default;
            if (heights[i] <= 0 || slots[i].AtBottom)
                continue;
            slots[i].Place = new Rect(column.X, top, column.Width, heights[i]);
            top += heights[i] + gap;
        }
        for (int i = slots.Length - 1; i >= 0; i--)
        {
            if (heights[i] <= 0 || !slots[i].AtBottom)
                continue;
            bottom -= heights[i];
            slots[i].Place = new Rect(column.X, bottom, column.Width, heights[i]);
            bottom -= gap;
        }
    }
}
