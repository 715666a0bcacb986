namespace CnnVulkan.Operators;

/// <summary>How one axis is padded.</summary>
/// <param name="Extent">The input's extent.</param>
/// <param name="Begin">Elements added before the first; negative crops.</param>
/// <param name="End">Elements added after the last; negative crops.</param>
internal readonly record struct PadAxis(int Extent, int Begin, int End)
{
    /// <summary>The output's extent.</summary>
    public int OutputExtent => Extent + Begin + End;

    /// <summary>The input index that an output index reads, or -1 for the padding value.</summary>
    public int Source(int output, PadMode mode)
    {
        int i = output - Begin;
        if (i >= 0 && i < Extent)
            return i;
        switch (mode)
        {
            case PadMode.Edge:
                return i < 0 ? 0 : Extent - 1;
            case PadMode.Wrap:
                return (i % Extent + Extent) % Extent;
            case PadMode.Reflect:
                if (Extent == 1)
                    return 0;
                int period = 2 * (Extent - 1);
                int phase = (i % period + period) % period;
                return phase < Extent ? phase : period - phase;
            default:
                return -1;
        }
    }
}
