namespace CnnVulkan.Reference;

/// <summary>ONNX Transpose: output axis i is input axis permutation[i].</summary>
public static class TransposeReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, int[] permutation)
        where T : unmanaged
    {
        var shape = new TensorShape(permutation.Select(a => input.Shape[a]).ToArray());
        return Positions.Fill(shape, p =>
        {
            var from = new int[p.Length];
            for (int i = 0; i < p.Length; i++)
                from[permutation[i]] = p[i];
            return input.At(from);
        });
    }
}
