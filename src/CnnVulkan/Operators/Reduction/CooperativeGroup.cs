namespace CnnVulkan.Operators;

/// <summary>When a workgroup shares the work on one row or group of elements, and how large it is.</summary>
internal static class CooperativeGroup
{
    /// <summary>The shared memory of <c>workgroup_tree.glsl</c> holds as many numbers: 1 KiB, a sixteenth of what every device has.</summary>
    private const int MaxSize = 256;

    /// <summary>Below as many elements the barriers of a shared sum cost more than the sum.</summary>
    private const int MinElements = 64;

    /// <summary>As many rows fill a GPU with one invocation each.</summary>
    private const int FillingRows = 4096;

    /// <summary>Sums of more elements in one invocation lose float precision; a workgroup's tree loses less.</summary>
    private const int MaxElementsAlone = 4096;

    /// <summary>Whether a workgroup should share a row.</summary>
    /// <param name="elements">Elements of a row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="contiguous">Whether neighbours in a row are neighbours in memory: then a workgroup reads them together.</param>
    public static bool Pays(int elements, int rows, bool contiguous)
        => elements >= MinElements && (contiguous || rows < FillingRows || elements > MaxElementsAlone);

    /// <summary>A power of two that the device allows, no larger than the number of elements.</summary>
    public static uint Size(int elements, DeviceLimits limits)
    {
        uint size = 1;
        while (size * 2 <= Math.Min(Math.Min((uint)elements, MaxSize), limits.MaxWorkgroupSize))
            size *= 2;
        return size;
    }
}
