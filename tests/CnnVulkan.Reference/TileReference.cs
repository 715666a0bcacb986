namespace CnnVulkan.Reference;

/// <summary>ONNX Tile: the whole tensor repeated along each axis.</summary>
public static class TileReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, int[] repeats)
        where T : unmanaged
        => Positions.Fill(
            new TensorShape(repeats.Select((r, a) => r * input.Shape[a]).ToArray()),
            p => input.At(p.Select((x, a) => x % input.Shape[a]).ToArray()));
}
