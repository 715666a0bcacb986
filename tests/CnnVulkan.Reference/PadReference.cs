namespace CnnVulkan.Reference;

/// <summary>ONNX Pad, by walking outwards one element at a time.</summary>
public static class PadReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, int[] begins, int[] ends, string mode, T value = default)
        where T : unmanaged
    {
        var shape = new TensorShape(input.Shape.Dimensions.Select((d, a) => d + begins[a] + ends[a]).ToArray());
        return Positions.Fill(shape, p =>
        {
            int?[] from = p.Select((x, a) => Source(x - begins[a], input.Shape[a], mode)).ToArray();
            return from.Any(x => x is null) ? value : input.At(from.Select(x => x!.Value).ToArray());
        });
    }

    private static int? Source(int x, int extent, string mode)
    {
        while (x < 0 || x >= extent)
        {
            switch (mode)
            {
                case "edge":
                    x = x < 0 ? x + 1 : x - 1;
                    break;
                case "wrap":
                    x = x < 0 ? x + extent : x - extent;
                    break;
                case "reflect":
                    x = extent == 1 ? 0 : x < 0 ? -x : 2 * (extent - 1) - x;
                    break;
                default:
                    return null;
            }
        }
        return x;
    }
}
