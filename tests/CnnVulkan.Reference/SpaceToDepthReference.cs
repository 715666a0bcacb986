namespace CnnVulkan.Reference;

/// <summary>ONNX SpaceToDepth.</summary>
public static class SpaceToDepthReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, int block)
        where T : unmanaged
    {
        int channels = input.Shape[1];
        var shape = new TensorShape(input.Shape[0], channels * block * block, input.Shape[2] / block, input.Shape[3] / block);
        return Positions.Fill(shape, p =>
        {
            int place = p[1] / channels;
            return input.At(p[0], p[1] % channels, p[2] * block + place / block, p[3] * block + place % block);
        });
    }
}
