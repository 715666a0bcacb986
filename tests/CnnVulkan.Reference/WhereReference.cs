namespace CnnVulkan.Reference;

/// <summary>ONNX Where.</summary>
public static class WhereReference
{
    public static Tensor<T> Run<T>(Tensor<bool> condition, Tensor<T> first, Tensor<T> second)
        where T : unmanaged
    {
        TensorShape shape = TensorShape.Broadcast(condition.Shape, TensorShape.Broadcast(first.Shape, second.Shape));
        Tensor<bool> c = ExpandReference.Run(condition, shape);
        Tensor<T> a = ExpandReference.Run(first, shape), b = ExpandReference.Run(second, shape);
        return Positions.Fill(shape, p => c.At(p) ? a.At(p) : b.At(p));
    }
}
