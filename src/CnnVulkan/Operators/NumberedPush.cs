using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Push constants that come in rows, one per axis: <c>extent0, extent1, …</c>. Axis 0 is the innermost, so a lower rank uses fewer.</summary>
internal static class NumberedPush
{
    /// <summary>The declarations <c>NAME0 … NAME(count - 1)</c>.</summary>
    public static IEnumerable<string> Declare(string name, int count) => Enumerable.Range(0, count).Select(i => $"{name}{i}");

    /// <summary>Sets a row from values listed outermost first; the rest of it becomes <paramref name="rest"/>.</summary>
    public static void Set(Dictionary<string, PushValue> push, string name, int count, IReadOnlyList<int> outermostFirst, int rest)
    {
        for (int i = 0; i < count; i++)
            push[$"{name}{i}"] = i < outermostFirst.Count ? outermostFirst[outermostFirst.Count - 1 - i] : rest;
    }
}
