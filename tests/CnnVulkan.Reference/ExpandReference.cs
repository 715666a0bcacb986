namespace CnnVulkan.Reference;

/// <summary>ONNX Expand: axes of extent 1 are repeated, missing outer axes are added.</summary>
public static class ExpandReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, TensorShape shape)
        where T : unmanaged
        => Positions.Fill(shape, p => input.At(p.Skip(shape.Rank - input.Shape.Rank).Select((x, a) => input.Shape[a] == 1 ? 0 : x).ToArray()));
}
