namespace CnnVulkan.Reference;

/// <summary>Matrix products by their definitions.</summary>
public static class MatrixReference
{
    /// <summary>alpha·A·B + beta·C, C broadcast or null.</summary>
    public static Tensor<float> Gemm(Tensor<float> a, Tensor<float> b, Tensor<float>? c, float alpha, float beta, bool transposeA, bool transposeB)
    {
        int rows = a.Shape[transposeA ? 1 : 0], depth = a.Shape[transposeA ? 0 : 1], columns = b.Shape[transposeB ? 0 : 1];
        var result = new Tensor<float>(new TensorShape(rows, columns));
        foreach (int[] index in MultiIndex.All(result.Shape))
        {
            (int i, int j) = (index[0], index[1]);
            double sum = 0;
            for (int k = 0; k < depth; k++)
                sum += (double)a.Data[transposeA ? (k * rows) + i : (i * depth) + k] * b.Data[transposeB ? (j * depth) + k : (k * columns) + j];
            double addend = c is null ? 0 : beta * c.Data[MultiIndex.Broadcast(c.Shape, index)];
            result.Data[(i * columns) + j] = (float)(alpha * sum + addend);
        }
        return result;
    }

    /// <summary>NumPy's matmul.</summary>
    public static Tensor<float> MatMul(Tensor<float> a, Tensor<float> b)
    {
        TensorShape left = a.Shape.Rank == 1 ? new TensorShape(1, a.Shape[0]) : a.Shape;
        TensorShape right = b.Shape.Rank == 1 ? new TensorShape(b.Shape[0], 1) : b.Shape;
        TensorShape batch = TensorShape.Broadcast(Leading(left), Leading(right));
        var full = new TensorShape([.. batch.Dimensions, left[-2], right[-1]]);
        var data = new List<float>();
        foreach (int[] index in MultiIndex.All(full))
        {
            double sum = 0;
            for (int k = 0; k < left[-1]; k++)
            {
                int[] at = index[..^2];
                sum += (double)a.Data[Place(left, at, index[^2], k)] * b.Data[Place(right, at, k, index[^1])];
            }
            data.Add((float)sum);
        }
        IEnumerable<int> extents = full.Dimensions.Where((_, axis) => !(axis == full.Rank - 2 && a.Shape.Rank == 1) && !(axis == full.Rank - 1 && b.Shape.Rank == 1));
        return new Tensor<float>(new TensorShape(extents.ToArray()), data.ToArray());
    }

    private static TensorShape Leading(TensorShape shape) => new(shape.Dimensions.Take(shape.Rank - 2).ToArray());

    private static int Place(TensorShape shape, int[] batch, int row, int column)
        => (MultiIndex.Broadcast(Leading(shape), batch) * shape[-2] + row) * shape[-1] + column;
}
