namespace CnnVulkan.Operators;

/// <summary>The register tile one invocation of <c>conv2d_gemm.comp</c> computes: output channels × pixels of a row.</summary>
/// <param name="Outputs">Output channels; a multiple of 4.</param>
/// <param name="PixelVectors">Pixels in fours.</param>
internal readonly record struct ConvTile(int Outputs, int PixelVectors)
{
    /// <summary>Sums in 32 registers of a GPU, which leaves room for enough invocations to hide the latency of loads.</summary>
    public static readonly ConvTile Gpu = new(8, 1);

    public int Pixels => PixelVectors * 4;

    /// <summary>
    /// The tile for a convolution. On a CPU driver a load costs as much as dozens of multiply-adds (llvmpipe loads lane by lane), so the
    /// largest tile wins whose rest is small: 16×8 ran at 15 to 17 GFLOP/s on two cores, 8×4 at 9 to 13, and 16×16 gained 1 to 4
    /// more but took three times as long to compile.
    /// </summary>
    public static ConvTile For(ConvGeometry g, DeviceTraits traits)
    {
        if (traits.HidesLatency)
            return Gpu;
        // At most an eighth of the channels and a quarter of the pixels may be computed for nothing.
        int outputs = RoundUp(g.GroupOutputs, 16) * 8L <= RoundUp(g.GroupOutputs, 8) * 9L ? 16 : 8;
        int vectors = RoundUp(g.Width.Output, 8) * 4L <= RoundUp(g.Width.Output, 4) * 5L ? 2 : 1;
        return new ConvTile(outputs, vectors);
    }

    private static long RoundUp(int value, int step) => (value + step - 1L) / step * step;
}
