namespace CnnVulkan.Reference;

/// <summary>Deterministic tensors for tests: the same seed gives the same elements on every machine.</summary>
public static class TestData
{
    /// <summary>Uniform in [-1, 1).</summary>
    public static Tensor<float> Random(int seed, params int[] shape) => Uniform(seed, -1, 1, shape);

    /// <summary>Uniform in [low, high).</summary>
    public static Tensor<float> Uniform(int seed, float low, float high, params int[] shape)
    {
        var tensor = new Tensor<float>(new TensorShape(shape));
        // xorshift32: its own generator, because the framework's sequence for a seed is not promised.
        uint state = unchecked((uint)seed * 2654435761u) | 1u;
        for (int i = 0; i < tensor.Data.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            tensor.Data[i] = low + (high - low) * (state >> 8) / (1 << 24);
        }
        return tensor;
    }

    /// <summary>0, 1, 2, … as reals.</summary>
    public static Tensor<float> Range(params int[] shape)
    {
        var tensor = new Tensor<float>(new TensorShape(shape));
        for (int i = 0; i < tensor.Data.Length; i++)
            tensor.Data[i] = i;
        return tensor;
    }

    /// <summary>A list of 64-bit integers, as shapes, axes and pads are.</summary>
    public static Tensor<long> Longs(params long[] values) => new(new TensorShape(values.Length), values);
}
