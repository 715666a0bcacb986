using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Chooses the kernel for a <see cref="MatrixProduct"/> and splits it where an operand is larger than the device binds.</summary>
internal static class MatrixProductKernels
{
    /// <summary>Rows and columns one invocation of the general kernel computes; those of the shader.</summary>
    private const int Tile = 4;

    /// <summary>
    /// Rows up to which the columns of B are streamed past all rows: B is then loaded at most four times, and the general kernel, whose
    /// tiles are 4 rows high, would have too few invocations to fill a device.
    /// </summary>
    internal const int MaxStreamedRows = 16;

    /// <summary>Lanes that share a column at most: 32 lanes of 16 bytes are four cache lines side by side.</summary>
    private const int MaxLanes = 32;

    internal static readonly Kernel General = new(
        "matmul",
        ["a", "b", "c", "out output"],
        [
            "uint count", "uint rows", "uint columns", "uint depth", "uint a_row", "uint a_column", "uint b_row", "uint b_column",
            "uint c_row", "uint c_column", "uint out_row", "uint batch1", "uint batch2", "uint a_batch0", "uint a_batch1", "uint a_batch2",
            "uint b_batch0", "uint b_batch1", "uint b_batch2", "float alpha", "float beta",
        ],
        ["has_c"],
        activation: true);

    internal static readonly Kernel Streamed = new(
        "matmul_rows",
        ["a", "b", "c", "out output"],
        [
            "uint first_row", "uint rows", "uint first_column", "uint columns", "uint depth", "uint c_row", "uint c_column", "uint out_row",
            "float alpha", "float beta",
        ],
        ["rows_at_once", "lanes", "whole_vectors", "has_c"],
        activation: true);

    internal static readonly Kernel Subgroup = new(
        "matmul_subgroup",
        ["texel a", "texel b", "c", "out output"],
        [
            "uint first_row", "uint first_column", "uint columns", "uint depth", "uint c_row", "uint c_column", "uint out_row", "float alpha",
            "float beta",
        ],
        ["rows_at_once", "columns", "lanes", "has_c"],
        activation: true);

    public static void Lower(LoweringContext context, MatrixProduct product)
    {
        if (product.Output.Count == 0)
            return;
        if (product.RowsAreContiguous)
        {
            var ranges = context.SplitOuter(
                product.Rows, product.A.Reshape(new TensorShape(product.Rows, product.Depth)), product.Output.Reshape(new TensorShape(product.Rows, product.Columns)));
            foreach ((int start, int count) in ranges)
                LowerRows(context, product.RowRange(start, count));
        }
        else
        {
            LowerRows(context, product);
        }
    }

    private static void LowerRows(LoweringContext context, MatrixProduct product)
    {
        bool streamed = product is { Rows: <= MaxStreamedRows, ColumnsAreContiguous: true, RowsAreContiguous: true }
            && product.A.Type != StorageType.Int32;
        var columns = product.ColumnsAreContiguous
            ? context.SplitOuter(product.Columns, product.B.Reshape(new TensorShape(product.Columns, product.Depth)))
            : [(0, product.Columns)];
        foreach ((int start, int count) in columns)
        {
            MatrixProduct part = product.ColumnsAreContiguous ? product.ColumnRange(start, count) : product;
            if (streamed)
                AddStreamed(context, part, start);
            else
                AddGeneral(context, part, start);
        }
    }

    private static void AddStreamed(LoweringContext context, MatrixProduct product, int firstColumn)
    {
        bool vectors = product.Depth % 4 == 0 && product.A.Offset % 4 == 0 && product.B.Offset % 4 == 0;
        if (vectors && context.Traits.ReadsStorageInScalars)
        {
            AddSubgroup(context, product, firstColumn);
            return;
        }
        int lanes = 1;
        while (lanes < MaxLanes && lanes * 2 * (vectors ? 16 : 4) <= product.Depth)
            lanes *= 2;
        for (int row = 0; row < product.Rows; row += Tile)
        {
            int rows = Math.Min(Tile, product.Rows - row);
            context.Add(new KernelCall
            {
                Kernel = Streamed,
                Buffers = [product.A, product.B, product.C ?? product.A, product.Output],
                Push = new Dictionary<string, PushValue>
                {
                    ["first_row"] = row,
                    ["rows"] = product.Rows,
                    ["first_column"] = firstColumn,
                    ["columns"] = product.Columns,
                    ["depth"] = product.Depth,
                    ["c_row"] = product.CRow,
                    ["c_column"] = product.CColumn,
                    ["out_row"] = product.Output.Count / product.Rows,
                    ["alpha"] = product.Alpha,
                    ["beta"] = product.Beta,
                },
                Constants = new Dictionary<string, uint>
                {
                    ["rows_at_once"] = (uint)rows,
                    ["lanes"] = (uint)lanes,
                    ["whole_vectors"] = vectors ? 1u : 0u,
                    ["has_c"] = product.C is null ? 0u : 1u,
                },
                Activation = product.Activation,
                Invocations = (long)product.Columns * lanes,
                WorkgroupSize = 64,
                MultiplyAdds = (long)rows * product.Columns * product.Depth,
            });
        }
    }

    /// <summary>Where loads cost most, a subgroup shares each loaded vector of A between as many columns as its lanes can write at once.</summary>
    private static void AddSubgroup(LoweringContext context, MatrixProduct product, int firstColumn)
    {
        int lanes = (int)context.Limits.SubgroupSize;
        for (int row = 0; row < product.Rows; row += Tile)
        {
            int rows = Math.Min(Tile, product.Rows - row);
            int columns = rows == 1 ? 8 : 4;
            context.Add(new KernelCall
            {
                Kernel = Subgroup,
                Buffers = [product.A, product.B, product.C ?? product.A, product.Output],
                Push = new Dictionary<string, PushValue>
                {
                    ["first_row"] = row,
                    ["first_column"] = firstColumn,
                    ["columns"] = product.Columns,
                    ["depth"] = product.Depth,
                    ["c_row"] = product.CRow,
                    ["c_column"] = product.CColumn,
                    ["out_row"] = product.Output.Count / product.Rows,
                    ["alpha"] = product.Alpha,
                    ["beta"] = product.Beta,
                },
                Constants = new Dictionary<string, uint>
                {
                    ["rows_at_once"] = (uint)rows,
                    ["columns"] = (uint)columns,
                    ["lanes"] = (uint)lanes,
                    ["has_c"] = product.C is null ? 0u : 1u,
                },
                Activation = product.Activation,
                Invocations = (long)(product.Columns + columns - 1) / columns * lanes,
                WorkgroupSize = PackedLayout.WorkgroupSize(context.Limits, lanes),
                MultiplyAdds = (long)rows * product.Columns * product.Depth,
            });
        }
    }

    private static void AddGeneral(LoweringContext context, MatrixProduct product, int firstColumn)
    {
        (int _, int a0, int b0) = product.Batches[0];
        (int batch1, int a1, int b1) = product.Batches[1];
        (int batch2, int a2, int b2) = product.Batches[2];
        long tiles = (long)((product.Rows + Tile - 1) / Tile) * ((product.Columns + Tile - 1) / Tile) * product.BatchCount;
        int outRow = product.Output.Count / (product.Rows * product.BatchCount);
        // A range of the columns starts within each row: both the addend and the output begin that much later.
        TensorView output = product.Output.Part(firstColumn, new TensorShape(product.Output.Count - firstColumn));
        int skipped = firstColumn * product.CColumn;
        context.Add(new KernelCall
        {
            Kernel = General,
            Buffers = [product.A, product.B, product.C?.Part(skipped, new TensorShape(product.C.Count - skipped)) ?? product.A, output],
            Push = new Dictionary<string, PushValue>
            {
                ["count"] = checked((uint)tiles),
                ["rows"] = product.Rows,
                ["columns"] = product.Columns,
                ["depth"] = product.Depth,
                ["a_row"] = product.ARow,
                ["a_column"] = product.AColumn,
                ["b_row"] = product.BRow,
                ["b_column"] = product.BColumn,
                ["c_row"] = product.CRow,
                ["c_column"] = product.CColumn,
                ["out_row"] = outRow,
                ["batch1"] = batch1,
                ["batch2"] = batch2,
                ["a_batch0"] = a0,
                ["a_batch1"] = a1,
                ["a_batch2"] = a2,
                ["b_batch0"] = b0,
                ["b_batch1"] = b1,
                ["b_batch2"] = b2,
                ["alpha"] = product.Alpha,
                ["beta"] = product.Beta,
            },
            Constants = new Dictionary<string, uint> { ["has_c"] = product.C is null ? 0u : 1u },
            Activation = product.Activation,
            Invocations = tiles,
            MultiplyAdds = (long)product.BatchCount * product.Rows * product.Columns * product.Depth,
        });
    }
}
