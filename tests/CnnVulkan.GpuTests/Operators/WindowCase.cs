using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>A sliding window for both sides of a test: as the operators take it and as the reference does.</summary>
public sealed record WindowCase(int[] Kernel, int[]? Strides = null, int[]? Begin = null, int[]? End = null, int[]? Dilations = null, bool Ceil = false)
{
    /// <summary>For an operator.</summary>
    public SlidingWindow Window => new(
        [.. Kernel], [.. Strides ?? []], [.. Begin ?? []], [.. End ?? Begin ?? []], [.. Dilations ?? []], AutoPad.NotSet,
        Ceil ? WindowRounding.Ceil : WindowRounding.Floor);

    /// <summary>For the reference.</summary>
    public SpatialWindow Reference => new(Kernel, Strides ?? Fill(1), Begin ?? Fill(0), End ?? Begin ?? Fill(0), Dilations ?? Fill(1), Ceil);

    /// <inheritdoc/>
    public override string ToString()
        => $"kernel {Join(Kernel)} stride {Join(Strides)} pads {Join(Begin)} and {Join(End)} dilation {Join(Dilations)}{(Ceil ? " ceil" : "")}";

    private static string Join(int[]? values) => values is null ? "default" : string.Join("×", values);

    private int[] Fill(int value) => Kernel.Select(_ => value).ToArray();
}
