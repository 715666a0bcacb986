using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>What a group of lanes computes of a channel-packed convolution: output channels × pixels of each lane.</summary>
/// <param name="Rows">Output channels; a multiple of 4.</param>
/// <param name="Pixels">Pixels of each lane.</param>
/// <param name="Lanes">Invocations that share the tile; with texel buffers the subgroup's size.</param>
internal readonly record struct PackedConvTile(int Rows, int Pixels, int Lanes)
{
    /// <summary>Sums in 32 registers of a GPU, which leaves room for enough invocations to hide the latency of loads.</summary>
    private const int GpuRows = 8;

    /// <summary>
    /// The tile for a convolution. On llvmpipe (two cores, 192×4096×576) 8 rows × 4 pixels ran at 58 GFLOP/s, 16×4 at 81, 24×4 at 85,
    /// 32×4 at 88, 16×2 at 62 and 32×2 at 67: rows that would be computed for nothing decide, then the larger tile. It takes twice
    /// as long to compile with 32 rows as with 16, so those must save at least an eighth.
    /// </summary>
    public static PackedConvTile For(ConvGeometry g, LoweringContext context)
    {
        if (!context.Traits.ReadsStorageInScalars)
            return new PackedConvTile(GpuRows, 4, 32);
        int lanes = (int)context.Limits.SubgroupSize;
        long pixels = (long)g.Batch * g.OutPixels;
        int perLane = pixels <= lanes ? 1 : pixels <= 2 * lanes ? 2 : 4;
        int rows = 16;
        foreach (int other in (int[])[8, 24, 32])
        {
            if (Cost(other, g.GroupOutputs) < Cost(rows, g.GroupOutputs))
                rows = other;
        }
        return new PackedConvTile(rows, perLane, lanes);
    }

    /// <summary>Time relative to 16 rows: rows computed over the speed they run at.</summary>
    private static double Cost(int rows, int outputs) => (outputs + rows - 1) / rows * rows / (rows switch { 8 => 0.72, 16 => 1.0, 24 => 1.03, _ => 1.08 });
}
