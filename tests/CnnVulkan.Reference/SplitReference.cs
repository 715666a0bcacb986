namespace CnnVulkan.Reference;

/// <summary>ONNX Split: parts of the given extents along one axis.</summary>
public static class SplitReference
{
    public static Tensor<T>[] Run<T>(Tensor<T> input, int axis, int[] sizes)
        where T : unmanaged
    {
        var parts = new List<Tensor<T>>();
        int start = 0;
        foreach (int size in sizes)
        {
            int first = start;
            parts.Add(Positions.Fill(input.Shape.With(axis, size), p =>
            {
                int[] from = p.ToArray();
                from[axis] += first;
                return input.At(from);
            }));
            start += size;
        }
        return parts.ToArray();
    }
}
