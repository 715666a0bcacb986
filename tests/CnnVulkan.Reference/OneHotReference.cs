namespace CnnVulkan.Reference;

/// <summary>ONNX OneHot.</summary>
public static class OneHotReference
{
    public static Tensor<T> Run<T>(Tensor<long> indices, int depth, int axis, T off, T on)
        where T : unmanaged
    {
        var shape = new TensorShape([.. indices.Shape.Dimensions.Take(axis), depth, .. indices.Shape.Dimensions.Skip(axis)]);
        return Positions.Fill(shape, p =>
        {
            long index = indices.At([.. p.Take(axis), .. p.Skip(axis + 1)]);
            return p[axis] == (index < 0 ? index + depth : index) ? on : off;
        });
    }
}
