namespace CnnVulkan.Operators;

/// <summary>A sliding window along one axis of an input whose extent is known.</summary>
/// <param name="Input">The extent it slides over, without padding.</param>
/// <param name="Kernel">How many elements it takes.</param>
/// <param name="Stride">How far it moves between two outputs.</param>
/// <param name="Dilation">How far apart the elements it takes are.</param>
/// <param name="PadBegin">How far it reaches before the input.</param>
/// <param name="PadEnd">How far it reaches past the input.</param>
/// <param name="Output">How many places it takes.</param>
public sealed record WindowAxis(int Input, int Kernel, int Stride, int Dilation, int PadBegin, int PadEnd, int Output)
{
    /// <summary>An axis of extent 1 that nothing moves along: what a picture has for depth.</summary>
    public static readonly WindowAxis Single = new(1, 1, 1, 1, 0, 0, 1);

    /// <summary>From the first to the last element the window takes: (kernel - 1)·dilation + 1.</summary>
    public long Extent => SpanOf(Kernel, Dilation);

    /// <summary>What its places see, from what the elements it takes see.</summary>
    internal ReceptiveAxis Slide(ReceptiveAxis a) => a.Behind(Stride, -PadBegin, Extent - 1 - PadBegin);

    /// <summary>Run backwards, output o reads the inputs i with 0 ≤ o + pad - i·stride &lt; extent.</summary>
    internal ReceptiveAxis Spread(ReceptiveAxis a) => a.Behind(1.0 / Stride, (PadBegin - (Extent - 1.0)) / Stride, (double)PadBegin / Stride);

    /// <summary>Whether every place of the window surely takes an element of the input: it leaves no gaps and is wider than the padding.</summary>
    internal bool AlwaysSees => (Dilation == 1 || Kernel == 1) && PadBegin < Kernel && PadEnd < Kernel;

    internal static long SpanOf(int kernel, int dilation) => (kernel - 1L) * dilation + 1;
}
