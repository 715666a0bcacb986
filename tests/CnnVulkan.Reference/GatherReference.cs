namespace CnnVulkan.Reference;

/// <summary>ONNX Gather, GatherElements and GatherND.</summary>
public static class GatherReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, Tensor<long> indices, int axis)
        where T : unmanaged
    {
        int rank = indices.Shape.Rank;
        var shape = new TensorShape([.. input.Shape.Dimensions.Take(axis), .. indices.Shape.Dimensions, .. input.Shape.Dimensions.Skip(axis + 1)]);
        return Positions.Fill(shape, p =>
        {
            int index = FromFront(indices.At(p.Skip(axis).Take(rank).ToArray()), input.Shape[axis]);
            return input.At([.. p.Take(axis), index, .. p.Skip(axis + rank)]);
        });
    }

    public static Tensor<T> Elements<T>(Tensor<T> input, Tensor<long> indices, int axis)
        where T : unmanaged
        => Positions.Fill(indices.Shape, p =>
        {
            int[] from = p.ToArray();
            from[axis] = FromFront(indices.At(p), input.Shape[axis]);
            return input.At(from);
        });

    public static Tensor<T> Tuples<T>(Tensor<T> input, Tensor<long> indices, int batchAxes)
        where T : unmanaged
    {
        int tuple = indices.Shape[-1], outer = indices.Shape.Rank - 1;
        var shape = new TensorShape([.. indices.Shape.Dimensions.Take(outer), .. input.Shape.Dimensions.Skip(batchAxes + tuple)]);
        return Positions.Fill(shape, p =>
        {
            IEnumerable<int> picked = Enumerable.Range(0, tuple)
                .Select(k => FromFront(indices.At([.. p.Take(outer), k]), input.Shape[batchAxes + k]));
            return input.At([.. p.Take(batchAxes), .. picked, .. p.Skip(outer)]);
        });
    }

    private static int FromFront(long index, int extent) => (int)(index < 0 ? index + extent : index);
}
