using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Deterministic integers for tests of kernels that also move those.</summary>
internal static class IntegerData
{
    /// <summary>Uniform in [low, high).</summary>
    public static Tensor<long> Longs(int seed, int low, int high, params int[] shape)
    {
        Tensor<float> real = TestData.Uniform(seed, low, high, shape);
        return new Tensor<long>(real.Shape, Array.ConvertAll(real.Data, v => (long)Math.Floor(v)));
    }

    /// <summary>True and false, about half each.</summary>
    public static Tensor<bool> Bools(int seed, params int[] shape)
    {
        Tensor<float> real = TestData.Random(seed, shape);
        return new Tensor<bool>(real.Shape, Array.ConvertAll(real.Data, v => v > 0));
    }
}
