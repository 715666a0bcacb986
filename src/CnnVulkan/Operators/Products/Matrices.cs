namespace CnnVulkan.Operators;

/// <summary>Reorders constant matrices at load.</summary>
internal static class Matrices
{
    /// <summary>Rows to columns.</summary>
    public static Tensor<float> Transpose(Tensor<float> matrix)
    {
        int rows = matrix.Shape[0], columns = matrix.Shape[1];
        var result = new Tensor<float>(new TensorShape(columns, rows));
        // In squares: a column-wise walk of hundreds of megabytes would miss the cache on every element.
        const int Square = 32;
        for (int top = 0; top < rows; top += Square)
        {
            for (int left = 0; left < columns; left += Square)
            {
                for (int i = top; i < Math.Min(top + Square, rows); i++)
                {
                    for (int j = left; j < Math.Min(left + Square, columns); j++)
                        result.Data[(j * rows) + i] = matrix.Data[(i * columns) + j];
                }
            }
        }
        return result;
    }
}
