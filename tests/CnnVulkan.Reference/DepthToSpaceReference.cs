namespace CnnVulkan.Reference;

/// <summary>ONNX DepthToSpace.</summary>
public static class DepthToSpaceReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, int block, bool columnRowDepth)
        where T : unmanaged
    {
        int channels = input.Shape[1] / (block * block);
        var shape = new TensorShape(input.Shape[0], channels, input.Shape[2] * block, input.Shape[3] * block);
        return Positions.Fill(shape, p =>
        {
            int place = p[2] % block * block + p[3] % block;
            int channel = columnRowDepth ? p[1] * block * block + place : place * channels + p[1];
            return input.At(p[0], channel, p[2] / block, p[3] / block);
        });
    }
}
