namespace CnnVulkan.Operators;

/// <summary>Indices along one axis: <c>Start, Start + Step, …</c>.</summary>
/// <param name="Start">The first.</param>
/// <param name="Step">From one to the next; not 0.</param>
/// <param name="Count">How many.</param>
internal readonly record struct SliceRange(int Start, int Step, int Count)
{
    /// <summary>The range that a start, end and step mean on an axis, clamped as NumPy does: negative ones count from the end.</summary>
    public static SliceRange Of(int start, int end, int step, int extent)
    {
        if (extent == 0)
            return new SliceRange(0, step, 0);
        long first = start < 0 ? (long)start + extent : start;
        long past = end < 0 ? (long)end + extent : end;
        // Backwards, "past the end" is the element before the first: -1.
        (first, past) = step > 0
            ? (Math.Clamp(first, 0, extent), Math.Clamp(past, 0, extent))
            : (Math.Clamp(first, 0, extent - 1), Math.Clamp(past, -1, extent - 1));
        long distance = step > 0 ? past - first : first - past;
        long stride = Math.Abs((long)step);
        return new SliceRange((int)first, step, (int)Math.Max((distance + stride - 1) / stride, 0));
    }
}
