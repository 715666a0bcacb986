namespace CnnVulkan.Demo.Overlay;

/// <summary>A panel's wishes within a column, and the place it got.</summary>
/// <param name="preferred">The height that shows all of it; 0 if it is not wanted.</param>
/// <param name="minimum">The least height at which it is of use.</param>
/// <param name="priority">Where heights do not suffice, higher numbers go last.</param>
/// <param name="step">What it grows by between the two, a line of a list for example; 0 for any height.</param>
/// <param name="atBottom">Whether it keeps to the bottom of the column.</param>
internal struct ColumnSlot(float preferred, float minimum, int priority, float step = 0, bool atBottom = false)
{
    public readonly float Preferred => preferred;

    public readonly float Minimum => MathF.Min(minimum, preferred);

    public readonly int Priority => priority;

    public readonly bool AtBottom => atBottom;

    /// <summary>How much it can make use of, of so much room more than its minimum.</summary>
    public readonly float Growth(float room)
    {
        float wanted = MathF.Max(0, MathF.Min(Preferred - Minimum, room));
        return step > 0 ? MathF.Floor(wanted / step + 0.001f) * step : wanted;
    }

    /// <summary>The place; empty if there is no room for it.</summary>
    public Rect Place { get; set; }
}
