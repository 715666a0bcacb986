using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// output = activation(alpha·A·B + beta·C) on views: what <see cref="Gemm"/> and <see cref="MatMul"/> both come down to. Element (i, k)
/// of A lies at i·<see cref="ARow"/> + k·<see cref="AColumn"/>, that of B likewise.
/// </summary>
internal sealed record MatrixProduct
{
    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int Depth { get; init; }

    public required TensorView A { get; init; }

    public required int ARow { get; init; }

    public required int AColumn { get; init; }

    public required TensorView B { get; init; }

    public required int BRow { get; init; }

    public required int BColumn { get; init; }

    public required TensorView Output { get; init; }

    /// <summary>The column of the output that the first one goes to.</summary>
    public int FirstColumn { get; init; }

    /// <summary>Added after the product, or null; element (i, j) lies at i·<see cref="CRow"/> + j·<see cref="CColumn"/>.</summary>
    public TensorView? C { get; init; }

    public int CRow { get; init; }

    public int CColumn { get; init; }

    public float Alpha { get; init; } = 1;

    public float Beta { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.None;

    /// <summary>Three axes of batches, outermost first, with their strides in A and B.</summary>
    public (int Extent, int A, int B)[] Batches { get; init; } = [(1, 0, 0), (1, 0, 0), (1, 0, 0)];

    public int BatchCount => Batches[0].Extent * Batches[1].Extent * Batches[2].Extent;

    /// <summary>Whether B is a list of its columns, so that a range of columns is a range of memory.</summary>
    public bool ColumnsAreContiguous => BRow == 1 && BColumn == Depth && BatchCount == 1;

    /// <summary>Whether A is a list of its rows, so that a range of rows is a range of memory.</summary>
    public bool RowsAreContiguous => AColumn == 1 && ARow == Depth && BatchCount == 1;

    /// <summary>Whether rows and columns that are listed consist of whole aligned vectors of four.</summary>
    public bool IsWholeVectors => Depth % 4 == 0 && A.Offset % 4 == 0 && B.Offset % 4 == 0;

    /// <summary>What decides how it is computed on a device.</summary>
    public ProductProblem ProblemOn(DeviceProfile device) => new(Rows, Columns, Depth)
    {
        Device = device,
        Batches = BatchCount,
        Type = A.Type,
        ListsRows = RowsAreContiguous,
        ListsColumns = ColumnsAreContiguous,
        WholeVectors = IsWholeVectors,
        LeftVectors = A.Offset % 4 == 0 && (RowsAreContiguous ? Depth % 4 == 0 : ARow == 1 && AColumn == Rows && Rows % 4 == 0),
        RightVectors = B.Offset % 4 == 0 && (ColumnsAreContiguous ? Depth % 4 == 0 : BColumn == 1 && BRow == Columns && Columns % 4 == 0),
    };

    /// <summary>Rows [start, start + count) of the product.</summary>
    public MatrixProduct RangeOfRows(int start, int count) => this with
    {
        A = A.Reshape(new TensorShape(Rows, Depth)).Range(start, count),
        C = CRow == 0 ? C : C?.Part(start * CRow, new TensorShape(C.Count - start * CRow)),
        Output = Output.Reshape(new TensorShape(Rows, Columns)).Range(start, count),
        Rows = count,
    };

    /// <summary>Columns [start, start + count) of the product; the output stays whole.</summary>
    public MatrixProduct RangeOfColumns(int start, int count)
        => this with { B = B.Reshape(new TensorShape(Columns, Depth)).Range(start, count), FirstColumn = start, Columns = count };
}
