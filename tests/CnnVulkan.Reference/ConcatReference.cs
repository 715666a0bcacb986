namespace CnnVulkan.Reference;

/// <summary>ONNX Concat: tensors one after the other along one axis.</summary>
public static class ConcatReference
{
    public static Tensor<T> Run<T>(int axis, params Tensor<T>[] parts)
        where T : unmanaged
        => Positions.Fill(parts[0].Shape.With(axis, parts.Sum(p => p.Shape[axis])), position =>
        {
            int[] from = position.ToArray();
            int part = 0;
            while (from[axis] >= parts[part].Shape[axis])
                from[axis] -= parts[part++].Shape[axis];
            return parts[part].At(from);
        });
}
